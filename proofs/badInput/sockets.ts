import type { ClientRequest as ElectronRequest } from 'electron';
import pMap from 'p-map';
import { runCheck } from '../../cli/commands/check.ts';
import { repair } from '../falseClearing/command.ts';
import { makeProfile } from '../../testing/profiles/profile.ts';
import { signInAt } from '../desktop/signIn.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { startHostileServer, type HostileServer, type Hostility } from './hostileServer.ts';
import { FLOODS, ODDITIES } from './hostility.ts';
import { createNetFetch } from '../../electron/main/app/netFetch.ts';
import { ClientRequest } from '../../testing/electron-on-chromium/api/net/clientRequest.ts';
import type { Fetch } from '../../electron/main/remoteControl/index.ts';
import type { Fuzzing } from './fuzz.ts';
import { lossesBetween, readAll } from './loss.ts';
import { STUCK } from './values.ts';

/** How long a whole command may take, in milliseconds, and how late it may come to its end. */
const TIMEOUT = 1500;
const GRACE = 2500;
const MEBIBYTE = 2 ** 20;
/** Five requests at once keep 4 MiB each while they read, twice while they put it together; the rest is the pipe's. */
const MOST_HELD = 96 * MEBIBYTE;
const MOST_SENT = 40 * MEBIBYTE;

/** The command against servers that flood, drip, stall or speak something else. */
export async function fuzzSockets(isFull: boolean): Promise<Fuzzing> {
  const odd = isFull
    ? Object.entries(ODDITIES)
    : Object.entries(ODDITIES).filter((_, index) => index % 7 === 0);
  const floods = isFull ? Object.entries(FLOODS) : Object.entries(FLOODS).slice(0, 2);
  const flooded: Trial[] = [];
  // One after the other, so that what is held in memory is held by this one.
  for (const [name, hostility] of floods) flooded.push(await trial(name, hostility, true));
  const met = await pMap(
    odd.flatMap(withEachClient),
    ([name, hostility, fetch]) => trial(name, hostility, false, fetch),
    { concurrency: 8 },
  );
  const trials = [...flooded, ...met];
  return {
    name: 'sockets',
    inputs: trials.length,
    longest: Math.max(...trials.map(({ milliseconds }) => milliseconds)),
    failures: trials.flatMap(({ failures }) => failures),
  };
}

/** What the module has in the place of the command's HTTP client, outside of Electron. */
const platformFetch: Fetch = (url, init) => fetch(url, init);

/** The app's client, over `net.request` by Electron's rules. */
const appFetch: Fetch = createNetFetch((options) => new ClientRequest(options) as unknown as ElectronRequest);

function withEachClient([name, hostility]: readonly [string, Hostility]) {
  return [undefined, platformFetch, appFetch].map((fetch) => [name, hostility, fetch] as const);
}

interface Trial {
  readonly milliseconds: number;
  readonly failures: readonly string[];
}

/** By the client of the command, or by another one. */
async function trial(name: string, hostility: Hostility, isFlood: boolean, fetch?: Fetch): Promise<Trial> {
  const server = await startHostileServer(hostility);
  const folder = makeFolder();
  try {
    const { codexHome } = makeProfile({ ...signInAt(server.baseUrl), folder, state: STUCK, mirror: STUCK });
    const before = readAll(codexHome);
    const memory = watchMemory();
    const start = performance.now();
    const signal = AbortSignal.timeout(TIMEOUT);
    const outcome = await (isFlood
      ? repair(codexHome, { signal })
      : runCheck({
          command: 'check',
          folder: codexHome,
          json: true,
          full: false,
          dryRun: false,
          newIdentity: false,
          force: false,
          signal,
          ...(fetch === undefined ? {} : { fetch }),
        }));
    const milliseconds = performance.now() - start;
    const held = memory.most();
    return {
      milliseconds,
      failures: [
        ...lossesBetween(before, readAll(codexHome)),
        ...(['unverified', 'blocked'].includes(outcome.status) ? [] : [`it came to ${outcome.status}`]),
        ...(milliseconds > TIMEOUT + GRACE ? [`it took ${milliseconds.toFixed(0)} ms`] : []),
        ...(isFlood ? tooMuch(server, held) : []),
      ].map((failure) => `${name}: ${failure}`),
    };
  } finally {
    removeFolder(folder);
    await server.close();
  }
}

function tooMuch({ sent }: HostileServer, held: number): string[] {
  return [
    ...(sent > MOST_SENT ? [`${(sent / MEBIBYTE).toFixed(0)} MiB were taken`] : []),
    ...(held > MOST_HELD ? [`${(held / MEBIBYTE).toFixed(0)} MiB were held`] : []),
  ];
}

/** Looks every few milliseconds at what is held in memory outside of code, in bytes over what was held at first. */
function watchMemory(): { most(): number } {
  const atFirst = heldNow();
  let most = atFirst;
  const timer = setInterval(() => {
    most = Math.max(most, heldNow());
  }, 10);
  return {
    most() {
      clearInterval(timer);
      return Math.max(most, heldNow()) - atFirst;
    },
  };
}

function heldNow(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
