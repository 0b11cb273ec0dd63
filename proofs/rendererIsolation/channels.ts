import './withClipboard.ts';
import * as fc from 'fast-check';
import type { IpcMain, IpcMainInvokeEvent, WebFrameMain } from 'electron';
import { makeProfile } from '../../testing/profiles/profile.ts';
import { createHandle } from '../../electron/main/app/ipc.ts';
import { failureSchema } from '../../electron/shared/channels.ts';
import type { Channel } from '../../electron/shared/ipc.ts';
import { chooseStrings } from '../../electron/shared/words/choose.ts';
import { openDesktop, type Desktop } from '../desktop/desktop.ts';
import { signInAt } from '../desktop/signIn.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { lossesBetween, readAll } from '../badInput/loss.ts';
import { serve } from '../badInput/services.ts';
import { BASE_URL, IDS, STUCK } from '../badInput/values.ts';
import { ALL_CHANNELS, anyCall, isAcceptable, MARK, type Call, type Sender } from './payloads.ts';

/** What the calls on all channels came to. */
export interface Calls {
  readonly made: number;
  readonly taken: number;
  readonly failures: readonly string[];
}

const URL = 'app://setup/index.html';

/** Random payloads from random senders on every channel of the app: refused, or answered; never a throw, never a loss. */
export async function callEveryChannel(times: number): Promise<Calls> {
  const folder = makeFolder();
  try {
    const { codexHome } = makeProfile({
      ...signInAt(BASE_URL),
      folder,
      installationId: IDS.installationId,
      state: STUCK,
      mirror: STUCK,
    });
    const before = readAll(codexHome);
    const desktop = await openDesktop(codexHome, { fetch: serve('all lives') });
    await desktop.remoteControl.check('launch');
    const handlers = await openHandlers(desktop);
    const failures: string[] = [];
    for (const channel of ALL_CHANNELS) failures.push(...(await callOne(handlers, channel, times)));
    await desktop.quit();
    const told = [...handlers.log, ...desktop.log].filter((line) => line.includes(MARK));
    return {
      made: times * ALL_CHANNELS.length,
      taken: handlers.taken(),
      failures: [
        ...failures,
        ...lossesBetween(before, readAll(codexHome)),
        ...told.slice(0, 1).map((line) => `the log tells what came: ${line}`),
      ],
    };
  } finally {
    removeFolder(folder);
  }
}

interface Handlers {
  readonly call: (channel: Channel, call: Call) => Promise<unknown>;
  readonly log: readonly string[];
  readonly taken: () => number;
}

/** The handlers of the app behind an `ipcMain` that only keeps them. */
async function openHandlers({ remoteControl }: Desktop): Promise<Handlers> {
  const { registerHandlers } = await import('../../electron/main/app/handlers.ts');
  const listeners = new Map<string, Parameters<IpcMain['handle']>[1]>();
  const log: string[] = [];
  const mainFrame = { url: URL } as WebFrameMain;
  const moved = { url: 'app://setup/other.html' } as WebFrameMain;
  let sender: Sender = 'our page';
  let taken = 0;
  const handle = createHandle({
    ipcMain: { handle: (channel, listener) => void listeners.set(channel, listener) },
    page: () => {
      if (sender === 'no window') return null;
      return {
        url: URL,
        contents: { mainFrame: sender === 'our frame at another address' ? moved : mainFrame },
      };
    },
    log: (line) => void log.push(line),
  });
  registerHandlers(
    (channel, handler) =>
      handle(channel, (input) => {
        taken += 1;
        return handler(input);
      }),
    {
      remoteControl,
      strings: chooseStrings('en'),
      onScreenRead: () => undefined,
      mayWriteAtom: () => true,
      closeWindow: () => undefined,
      restartApp: () => undefined,
    },
  );
  const frames: Readonly<Record<Sender, WebFrameMain | null>> = {
    'our page': mainFrame,
    'no window': mainFrame,
    'our frame at another address': moved,
    'a frame inside it': { url: URL } as WebFrameMain,
    'a frame that is gone': null,
  };
  return {
    log,
    taken: () => taken,
    async call(channel, call) {
      ({ sender } = call);
      const listener = listeners.get(channel);
      if (listener === undefined) throw new Error(`${channel} has no listener.`);
      return listener({ senderFrame: frames[sender] } as IpcMainInvokeEvent, ...call.received);
    },
  };
}

async function callOne(handlers: Handlers, channel: Channel, times: number): Promise<readonly string[]> {
  const property = fc.asyncProperty(anyCall, async (call) => {
    const before = handlers.taken();
    const answer = await handlers.call(channel, call);
    const isTaken = handlers.taken() > before;
    if (isTaken && !isAcceptable(channel, call)) throw new Error('It was taken.');
    if (!isResult(answer)) throw new Error('It was answered with something that is no result.');
    if (!isTaken && answer.ok) throw new Error('It was answered well, though no handler took it.');
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { numRuns: times });
  return failed ? [`${channel}: ${String(errorInstance)} ${fc.stringify(counterexample).slice(0, 500)}`] : [];
}

function isResult(answer: unknown): answer is { ok: boolean } {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false;
  if (answer.ok === true) return 'value' in answer;
  return answer.ok === false && 'failure' in answer && failureSchema.safeParse(answer.failure).success;
}
