import { runRepair } from '../../cli/commands/repair.ts';
import type { Options } from '../../cli/options.ts';
import type { Outcome } from '../../cli/report.ts';
import type { Fetch } from '../../electron/main/remoteControl/directory/request.ts';

let count = 0;

/** Gives the command a base URL at which `service` answers, and a function that runs `mobile-setup repair` on a folder. */
export async function repairByCommand<T>(
  service: Fetch,
  work: (baseUrl: string, repair: (folder: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  count += 1;
  // Nothing listens there: what is sent there is answered in this process.
  return work(
    `http://127.0.0.1:9/case-${count}`,
    async (folder) => void (await repair(folder, { fetch: service })),
  );
}

/** `mobile-setup repair` on a folder, in this process. It does not look for a running app, which is another machine's matter. */
export function repair(folder: string, given: Partial<Options> = {}): Promise<Outcome> {
  return runRepair({
    command: 'repair',
    folder,
    json: true,
    full: false,
    dryRun: false,
    newIdentity: false,
    force: true,
    signal: AbortSignal.timeout(60_000),
    ...given,
  });
}
