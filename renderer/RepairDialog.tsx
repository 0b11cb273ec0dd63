import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { Failure, Input, MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { PlanSummary } from '../electron/shared/screen.ts';
import { RemovalList } from './RemovalList.tsx';
import { useStrings } from './language.ts';

interface RepairDialogProps {
  readonly bridge: MobileSetupBridge;
  readonly onCancel: () => void;
  readonly onConfirm: (choice: Input<'repair:run'>) => void;
}

type Planning =
  | { readonly kind: 'planning' }
  | { readonly kind: 'planned'; readonly plan: PlanSummary }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Asks before a repair, and lists what it would remove. Opens at once; the plan follows when main has made it. */
export function RepairDialog({ bridge, onCancel, onConfirm }: RepairDialogProps) {
  const { dialog: words, unexpected } = useStrings();
  const [planning, setPlanning] = useState<Planning>({ kind: 'planning' });
  const [newIdentity, setNewIdentity] = useState(false);
  const element = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const title = useId();

  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // In a magnified window the button may be far below the question.
    cancel.current?.focus({ preventScroll: true });
    // Closing, and not only vanishing, is what gives the focus back to the button.
    return () => dialog?.close();
  }, []);

  useEffect(() => {
    let gone = false;
    const plan = async (): Promise<void> => {
      const result = await bridge.planRepair().catch(() => ({ ok: false, failure: unexpected }) as const);
      if (gone) return;
      setPlanning(
        result.ok ? { kind: 'planned', plan: result.value } : { kind: 'failed', failure: result.failure },
      );
    };
    void plan();
    return () => {
      gone = true;
    };
  }, [bridge, unexpected]);

  const plan = planning.kind === 'planned' ? planning.plan : null;
  return (
    <dialog
      ref={element}
      aria-labelledby={title}
      onCancel={(event) => {
        // React decides when it closes, or the element would be closed while it is still shown as open.
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={title}>{words.title}</h2>
      <p>{words.introduction}</p>
      <div className="plan" aria-live="polite" aria-busy={planning.kind === 'planning'}>
        {planning.kind === 'planning' && <p className="next-step">{words.planning}</p>}
        {planning.kind === 'failed' && (
          <div className="note bad">
            <p>{planning.failure.what}</p>
            <p>{planning.failure.nextStep}</p>
          </div>
        )}
        {plan && <RemovalList removals={plan.removals} />}
      </div>
      {plan?.offerNewIdentity && (
        <label className="choice">
          <input type="checkbox" checked={newIdentity} onChange={() => setNewIdentity(!newIdentity)} />
          <span>
            {words.newIdentity}
            <small>{words.newIdentityHint}</small>
          </span>
        </label>
      )}
      <p className="next-step">{words.kept}</p>
      <div className="main">
        <button type="button" ref={cancel} onClick={onCancel}>
          {words.cancel}
        </button>
        <button
          type="button"
          className="primary"
          disabled={plan === null}
          onClick={() => plan && onConfirm({ token: plan.token, newIdentity })}
        >
          {words.confirm}
        </button>
      </div>
    </dialog>
  );
}
