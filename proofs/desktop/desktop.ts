import {
  readCodexHome,
  readEnrollmentTable,
  rotateInstallationId,
} from '../../electron/main/codexHome/index.ts';
import { openGlobalState, type GlobalState } from '../../electron/main/globalState/index.ts';
import {
  createRemoteControl,
  type Clock,
  type RemoteControl,
  type RemoteControlPorts,
  type StartedAppServer,
} from '../../electron/main/remoteControl/index.ts';
import { createTestClock } from '../../testing/fakes/testClock.ts';

/** The module on one `CODEX_HOME`, as the app puts it together, with the outer world given. */
export interface Desktop {
  readonly state: GlobalState;
  readonly remoteControl: RemoteControl;
  /** Every line that went to the log. */
  readonly log: readonly string[];
  /** Ends the module, then closes the state, as the app does at its end. */
  quit(): Promise<void>;
}

export interface DesktopPorts {
  readonly fetch: RemoteControlPorts['fetch'];
  readonly clock?: Clock;
  /** There is none by default. */
  readonly startAppServer?: (signal: AbortSignal) => Promise<StartedAppServer>;
}

/** Opens the state of `folder` and puts the module on it. Nothing happens before `remoteControl.start` or a check. */
export async function openDesktop(folder: string, ports: DesktopPorts): Promise<Desktop> {
  const { fetch, clock = createTestClock('leaping'), startAppServer = noAppServer } = ports;
  const log: string[] = [];
  const now = () => new Date(clock.now());
  const state = await openGlobalState({
    folder,
    access: 'write',
    now,
    log: (event) => log.push(`state: ${JSON.stringify(event)}`),
  });
  const remoteControl = createRemoteControl({
    state,
    clock,
    fetch,
    startAppServer,
    // The longest of the waits before another check, so that none is over at once.
    random: () => 0.999,
    hostName: 'this-computer',
    readHome: () => readCodexHome(folder),
    readEnrollmentTable: () => readEnrollmentTable(folder),
    whoElseRuns: async () => null,
    rotateInstallationId: (stamp) => rotateInstallationId(folder, now(), stamp),
    log: (line) => log.push(line),
  });
  return {
    state,
    remoteControl,
    log,
    async quit() {
      await remoteControl.stop();
      await state.close();
    },
  };
}

async function noAppServer(): Promise<StartedAppServer> {
  return { kind: 'missing', message: 'There is none in this proof.' };
}
