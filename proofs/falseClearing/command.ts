import { runRepair } from '../../cli/commands/repair.ts';
import type { Options } from '../../cli/options.ts';
import type { Outcome } from '../../cli/report.ts';

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
