import { clipboard } from 'electron';
import type { Strings } from '../../shared/words/strings.ts';
import type { Handle } from './ipc.ts';
import type { RemoteControl } from '../remoteControl/index.ts';

const DONE = { ok: true, value: undefined } as const;

/** What the channels lead to. */
export interface HandlerPorts {
  readonly remoteControl: RemoteControl;
  readonly strings: Strings;
  /** The page has read its screen. */
  readonly onScreenRead: () => void;
  /** Whether the page may write this atom now, by its size and by how often it does. */
  readonly mayWriteAtom: (name: string, value: string | number | boolean | null) => boolean;
}

/** Answers the page: every channel is one call of the module. */
export function registerHandlers(handle: Handle, ports: HandlerPorts): void {
  const { remoteControl, strings, onScreenRead, mayWriteAtom } = ports;
  const notChanged = { ok: false, failure: strings.notChanged } as const;

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
  handle('repair:plan', async () => {
    const proposed = await remoteControl.planRepair();
    return proposed.kind === 'proposed' ? { ok: true, value: proposed.summary } : notChanged;
  });
  handle('repair:run', async ({ token, newIdentity }) => {
    const answer = await remoteControl.repair(token, newIdentity);
    if (answer === null) return { ok: true, value: 'done' };
    return answer === 'plan-changed' ? { ok: true, value: answer } : notChanged;
  });
  handle('repair:undo', async () => ((await remoteControl.undo()) === null ? DONE : notChanged));
  handle('diagnostics:copy', async () => {
    await clipboard.writeText(JSON.stringify(remoteControl.diagnostics(), null, 2));
    return DONE;
  });
  handle('atom:write', ({ name, value, epoch }) => ({
    ok: true,
    value: mayWriteAtom(name, value) && remoteControl.writeAtom(name, value, epoch),
  }));
}
