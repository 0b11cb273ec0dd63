import { runRepair } from '../../cli/commands/repair.ts';
import type { Options } from '../../cli/options.ts';
import type { Outcome } from '../../cli/report.ts';
import type { Fetch } from '../../electron/main/remoteControl/directory/request.ts';

/** Nothing listens there; what is sent there is answered in this process. */
const ORIGIN = 'http://127.0.0.1:9';

const services = new Map<string, Fetch>();
let count = 0;

/**
 * Gives the command a base URL at which `service` answers, and a function that runs `mobile-setup repair` on a folder.
 * The command takes the `fetch` of the platform, so that is what answers here; other addresses go where they always go.
 */
export async function repairByCommand<T>(
  service: Fetch,
  work: (baseUrl: string, repair: (folder: string) => Promise<void>) => Promise<T>,
): Promise<T> {
  count += 1;
  const path = `/case-${count}`;
  if (services.size === 0) globalThis.fetch = answer;
  services.set(path, service);
  try {
    return await work(`${ORIGIN}${path}`, async (folder) => void (await repair(folder)));
  } finally {
    services.delete(path);
    if (services.size === 0) globalThis.fetch = platformFetch;
  }
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

const platformFetch = globalThis.fetch;

const answer: typeof fetch = (input, init) => {
  const url = String(input);
  const service = services.get(`/${new URL(url).pathname.split('/')[1]}`);
  return url.startsWith(ORIGIN) && service !== undefined
    ? service(url, init ?? {})
    : platformFetch(input, init);
};
