import { hostname } from 'node:os';
import {
  readCodexHome,
  readEnrollmentTable,
  rotateInstallationId,
  type RunningProgram,
  whoElseRuns,
} from '../electron/main/codexHome/index.ts';
import type { GlobalState } from '../electron/main/globalState/index.ts';
import { systemClock, type CheckPorts, type RepairPorts } from '../electron/main/remoteControl/index.ts';
import { httpFetch } from './httpFetch.ts';
import { withRequestLog } from './requestLog.ts';
import type { Options } from './options.ts';

/** The world as the command line sees it: no app-server of its own. */
export function commandLinePorts(
  { folder, fetch = httpFetch, verbose = false }: Pick<Options, 'folder' | 'fetch' | 'verbose'>,
  state: Pick<GlobalState, 'read' | 'record' | 'refresh'>,
): CheckPorts {
  return {
    state,
    readHome: () => readCodexHome(folder),
    readEnrollmentTable: () => readEnrollmentTable(folder),
    appServerRuns: async () => {
      const program = await whoElseRuns(folder, 'full');
      return program !== null && program.kind !== 'unlisted';
    },
    fetch: verbose ? withRequestLog(fetch, (line) => process.stderr.write(`${line}\n`)) : fetch,
    clock: systemClock,
    hostName: hostname(),
    localFacts: () => ({ connectedEnvironmentId: null, livePairing: false }),
  };
}

/** What a repair needs beside: no app-server of ours runs, and with `--force` other programs don't count. */
export function repairPorts(options: Options, state: GlobalState): RepairPorts {
  const { folder, force } = options;
  return {
    ...commandLinePorts(options, state),
    state,
    whoElseRuns: async (need) => (force ? null : whoElseRuns(folder, need)),
    rotateInstallationId: (stamp) => rotateInstallationId(folder, new Date(), stamp),
    stopAppServer: async () => {},
  };
}

/** Who else runs, for the row about the app; a program that reads `--json` has no rows, and a listing takes as long as the rest. */
export async function programShown({ folder, full, json }: Options): Promise<RunningProgram | null> {
  return json ? null : whoElseRuns(folder, full ? 'full' : 'write');
}
