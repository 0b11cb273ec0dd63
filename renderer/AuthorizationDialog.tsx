import { useState } from 'react';
import type { MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { Screen } from '../electron/shared/screen.ts';
import { Dialog } from './Dialog.tsx';
import { useStrings } from './language.ts';
import { HostPairing } from './HostPairing.tsx';

/** What the dialog is open for. */
export type OpenAuthorization = Extract<NonNullable<Screen['authorization']>, { kind: 'running' | 'hosts' }>;

interface AuthorizationDialogProps {
  readonly bridge: MobileSetupBridge;
  readonly authorization: OpenAuthorization;
  readonly onAuthorize: () => void;
  readonly onClose: () => void;
}

/** While this computer is being authorized, and then for the computers to be paired. Can be left at any moment. */
export function AuthorizationDialog({
  bridge,
  authorization,
  onAuthorize,
  onClose,
}: AuthorizationDialogProps) {
  const { authorization: words, buttons } = useStrings();
  // A dialog that is closed must not be opened again by the last screen that was on its way.
  const [isClosed, setClosed] = useState(false);

  const close = (): void => {
    if (isClosed) return;
    setClosed(true);
    onClose();
  };
  const isRunning = authorization.kind === 'running';
  const step = isRunning ? words.steps[authorization.step] : null;
  return (
    <Dialog title={isRunning ? buttons.authorize : words.hosts.title} onCancel={close}>
      {step && (
        <div aria-live="polite" className="plan">
          <p>{step.what}</p>
          <p className="next-step">{step.nextStep}</p>
        </div>
      )}
      {authorization.kind === 'hosts' && <HostPairing bridge={bridge} hosts={authorization.hosts} />}
      <div className="main">
        <button type="button" disabled={isClosed} onClick={close}>
          {isRunning ? words.cancel : words.hosts.done}
        </button>
        {isRunning && authorization.step === 'explaining' && (
          <button type="button" className="primary" onClick={onAuthorize}>
            {buttons.authorize}
          </button>
        )}
      </div>
    </Dialog>
  );
}
