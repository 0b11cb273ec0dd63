import { clipboard } from 'electron';
import type { ProblemReason } from '../../shared/screen.ts';
import type { Failure } from '../../shared/ipc.ts';
import type { Strings } from '../../shared/words/strings.ts';
import type { Handle } from './ipc.ts';
import type { RemoteControl } from '../remoteControl/index.ts';

const DONE = { ok: true, value: undefined } as const;

/** What these reasons mean for the removal of a phone: the words of their screens speak of a check or a repair. */
const REMOVAL_FAILURES: Partial<Record<ProblemReason, keyof Strings['phoneDialog']['failures']>> = {
  'state-changed': 'unclear',
  'inconsistent-lists': 'unconfirmed',
  timeout: 'unconfirmed',
};

/** What the channels lead to. */
export interface HandlerPorts {
  readonly remoteControl: RemoteControl;
  readonly strings: Strings;
  /** Closes the window that the page is in. */
  readonly closeWindow: () => void;
  /** Quits the app and starts it again. */
  readonly restartApp: () => void;
  /** The page has read its screen. */
  readonly onScreenRead: () => void;
  /** Whether the page may write this atom now, by its size and by how often it does. */
  readonly mayWriteAtom: (name: string, value: string | number | boolean | null) => boolean;
}

/** Answers the page: every channel is one call of the module. What was not done says why, in the words of the reason's screen. */
export function registerHandlers(handle: Handle, ports: HandlerPorts): void {
  const { remoteControl, strings, closeWindow, restartApp, onScreenRead, mayWriteAtom } = ports;
  const failed = (reason: ProblemReason): { readonly ok: false; readonly failure: Failure } => {
    const { sentence, nextStep } = strings.problems[reason];
    return { ok: false, failure: { what: sentence, nextStep } };
  };

  handle('screen:read', () => {
    onScreenRead();
    return { ok: true, value: remoteControl.screen };
  });
  handle('check:run', async () => {
    await remoteControl.check('button');
    return DONE;
  });
  handle('pairing:begin', () => {
    remoteControl.beginPairing();
    return DONE;
  });
  handle('pairing:stop', () => {
    remoteControl.stopPairing();
    return DONE;
  });
  handle('phone:remove', async (phone) => {
    const reason = await remoteControl.removePhone(phone);
    if (reason === null) return DONE;
    const failure = REMOVAL_FAILURES[reason];
    return failure === undefined
      ? failed(reason)
      : { ok: false, failure: strings.phoneDialog.failures[failure] };
  });
  handle('network:online', async () => {
    await remoteControl.check('online');
    return DONE;
  });
  handle('repair:plan', async () => {
    const proposed = await remoteControl.proposeRepair();
    return proposed.kind === 'proposed' ? { ok: true, value: proposed.summary } : failed(proposed.reason);
  });
  handle('repair:run', async ({ token, newIdentity, ghosts }) => {
    const answer = await remoteControl.repair(token, newIdentity, ghosts);
    return answer === 'done' || answer === 'plan-changed' ? { ok: true, value: answer } : failed(answer);
  });
  handle('repair:finish-later', () => {
    remoteControl.finishRepairLater();
    return DONE;
  });
  handle('repair:undo', async () => {
    const reason = await remoteControl.undo();
    return reason === null ? DONE : failed(reason);
  });
  handle('authorize:begin', () => {
    // It may wait for a person in the browser; the screen tells.
    void remoteControl.authorize();
    return DONE;
  });
  handle('authorize:cancel', () => {
    remoteControl.cancelAuthorization();
    return DONE;
  });
  handle('host:pair', async ({ code }) => ({ ok: true, value: await remoteControl.pairHost(code) }));
  handle('diagnostics:copy', async () => {
    await clipboard.writeText(JSON.stringify(remoteControl.diagnostics(), null, 2));
    return DONE;
  });
  handle('code:copy', async () => {
    const { view } = remoteControl.screen;
    if (view.kind === 'pairing' && view.manualCode !== null) await clipboard.writeText(view.manualCode);
    return DONE;
  });
  handle('app:restart', () => {
    restartApp();
    return DONE;
  });
  handle('window:close', () => {
    closeWindow();
    return DONE;
  });
  handle('atom:write', ({ name, value, epoch }) => ({
    ok: true,
    value: mayWriteAtom(name, value) && remoteControl.writeAtom(name, value, epoch),
  }));
}
