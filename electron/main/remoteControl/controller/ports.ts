import type { CodexHome, SignIn } from '../../codexHome/index.ts';
import type { GlobalState } from '../../globalState/index.ts';
import type { Connection, Fetch } from '../directory/request.ts';
import type { Clock } from '../ports.ts';
import type { DeviceKeys } from './deviceKeys.ts';
import type { Owner } from './pending.ts';
import type { StepUp } from './stepUp.ts';

/** What the controller half needs of the world. */
export interface ControllerPorts {
  readonly state: GlobalState;
  readonly readHome: () => CodexHome;
  /** The sign-in that only the app-server can read. Absent: that of `auth.json` is all there is. */
  readonly readSignIn?: (signal: AbortSignal) => Promise<SignIn>;
  /** Whether the state files are this app's to write. Absent: they are. */
  readonly ownsFiles?: () => boolean;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly deviceKeys: DeviceKeys;
  readonly stepUp: StepUp;
  /** Gets what happens, without ids, tokens or keys. */
  readonly log: (line: string) => void;
}

/** One call, in milliseconds: a person waits for it. */
const REQUEST_TIMEOUT_MS = 15_000;

/** Who is signed in where, or `null` where no one is or the service is not known. */
export function ownerOf({ signIn, service }: CodexHome): Owner | null {
  if (signIn.kind !== 'signed-in' || service.kind !== 'base-url') return null;
  return { account: signIn.account, baseUrl: service.baseUrl };
}

/** Who is signed in where by now, in the system's key ring, too. */
export async function currentOwner(
  { readHome, readSignIn }: Pick<ControllerPorts, 'readHome' | 'readSignIn'>,
  signal: AbortSignal,
): Promise<Owner | null> {
  const home = readHome();
  if (home.signIn.kind !== 'in-key-ring' || readSignIn === undefined) return ownerOf(home);
  return ownerOf({ ...home, signIn: await readSignIn(signal) });
}

/** How the service is reached for an owner. */
export function connectionFor(
  { fetch }: Pick<ControllerPorts, 'fetch'>,
  { account, baseUrl }: Owner,
  signal: AbortSignal,
): Connection {
  return { fetch, account, baseUrl, signal, requestTimeoutMs: REQUEST_TIMEOUT_MS };
}
