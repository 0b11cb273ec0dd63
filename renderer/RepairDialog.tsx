import { useRef, useState } from 'react';
import type { Input, MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { RepairProposal } from '../electron/shared/screen.ts';
import { Dialog } from './Dialog.tsx';
import { Ghosts } from './Ghosts.tsx';
import { useStrings } from './language.ts';
import { ThingList } from './ThingList.tsx';
import { describeThings } from './things.ts';
import { usePlan } from './usePlan.ts';

/** Asked for the first time, or again because what was confirmed would do something else by now. */
export type RepairQuestion = 'first' | 'changed';

interface RepairDialogProps {
  readonly bridge: MobileSetupBridge;
  readonly question: RepairQuestion;
  readonly onCancel: () => void;
  readonly onConfirm: (choice: Input<'repair:run'>) => void;
}

/**
 * Asks before a repair, and lists what it would remove. Opens at once; the plan follows when main has made it. Where there is
 * none it says why, and its one button asks again.
 */
export function RepairDialog({ bridge, question, onCancel, onConfirm }: RepairDialogProps) {
  const { dialog: words, buttons } = useStrings();
  const { planning, planAgain } = usePlan(bridge);
  const [newIdentity, setNewIdentity] = useState(false);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const cancel = useRef<HTMLButtonElement>(null);

  const plan = planning.kind === 'planned' ? planning.plan : null;
  return (
    <Dialog title={words.title} first={cancel} onCancel={onCancel}>
      {question === 'changed' && <p className="note">{words.changed}</p>}
      {planning.kind !== 'failed' && <p>{words.introduction}</p>}
      <div className="plan" aria-live="polite" aria-busy={planning.kind === 'planning'}>
        {planning.kind === 'planning' && <p className="next-step">{words.planning}</p>}
        {planning.kind === 'failed' && (
          <div className="note bad">
            <p>{planning.failure.what}</p>
            <p>{planning.failure.nextStep}</p>
          </div>
        )}
        {plan?.isOwnerUnknown && <p className="note">{words.ownerUnknown}</p>}
        {plan && <Removals removals={newIdentity ? plan.removalsWithNewIdentity : plan.removals} />}
      </div>
      {plan && <Ghosts ghosts={plan.ghosts} ticked={ticked} onTick={setTicked} />}
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
        {planning.kind === 'failed' ? (
          <button type="button" className="primary" onClick={planAgain}>
            {buttons.tryAgain}
          </button>
        ) : (
          <button
            type="button"
            className="primary"
            // It keeps the focus that "Try again" had.
            aria-disabled={plan === null}
            onClick={() => plan && onConfirm({ token: plan.token, newIdentity, ghosts: [...ticked] })}
          >
            {words.confirm}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function Removals({ removals }: Pick<RepairProposal, 'removals'>) {
  const strings = useStrings();
  const things = describeThings(removals, strings);
  if (things.length === 0) return <p>{strings.dialog.nothing}</p>;
  return (
    <>
      <p>{strings.dialog.removes}</p>
      <ThingList things={things} />
    </>
  );
}
