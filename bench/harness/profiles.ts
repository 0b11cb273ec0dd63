import { hostname } from 'node:os';
import { commandLinePorts } from '../../cli/ports.ts';
import { healthyState, makeProfile, stuckState, type Profile } from '../../testing/profiles/profile.ts';
import { pairingKeysOf, type GlobalState } from '../../electron/main/globalState/index.ts';
import type { CheckPorts } from '../../electron/main/remoteControl/index.ts';
import type { BackendProcess, SignedIn } from './backendProcess.ts';
import { DEAD_IDS, stuckStateOfSize } from './stuckProfile.ts';

/** A profile on a backend, and who is signed in to it. */
export interface BenchProfile {
  readonly profile: Profile;
  readonly signedIn: SignedIn;
}

/** A profile whose ids the backend knows: its own client, its environment, and one phone. */
export async function healthyProfile(
  backend: BackendProcess,
  options: { readonly bytes?: number; readonly isPaired?: boolean } = {},
): Promise<BenchProfile> {
  const made = await stuckProfile(backend, options);
  const { accountId } = made.signedIn.account;
  const { clientId, environmentId, installationId } = DEAD_IDS;
  await backend.act('addClient', { accountId, clientId });
  // A phone that is enrolled is connected, whatever the flags say.
  if (options.isPaired !== false) {
    await backend.act('addClient', { accountId, environmentIds: [environmentId] });
  }
  await backend.act('addEnvironment', {
    accountId,
    environmentId,
    installationId,
    hostName: hostname(),
    serverId: `srv_${accountId}`,
  });
  return made;
}

/** A profile whose ids the backend does not know, of about `bytes` where that is given. */
export async function stuckProfile(
  backend: BackendProcess,
  { bytes, isPaired = true }: { readonly bytes?: number; readonly isPaired?: boolean } = {},
): Promise<BenchProfile> {
  const signedIn = await backend.signIn();
  const ids = { ...DEAD_IDS, baseUrl: backend.baseUrl, accountUserId: signedIn.account.userId };
  const extras = isPaired ? {} : Object.fromEntries(pairingKeysOf('flag').map((flag) => [flag, false]));
  const state =
    bytes === undefined
      ? isPaired
        ? healthyState(ids)
        : stuckState(ids, { extras })
      : stuckStateOfSize(bytes, ids);
  const profile = makeProfile({
    backend: signedIn.backend,
    account: signedIn.account,
    installationId: ids.installationId,
    state,
    mirror: state,
  });
  return { profile, signedIn };
}

/** A profile that was never paired. */
export async function newProfile(backend: BackendProcess): Promise<BenchProfile> {
  const signedIn = await backend.signIn();
  const { installationId } = DEAD_IDS;
  return {
    profile: makeProfile({ backend: signedIn.backend, account: signedIn.account, installationId }),
    signedIn,
  };
}

/** What a check of the profile needs, with the same `fetch` as the round trips that it is measured against. */
export function portsOf(
  { codexHome }: Profile,
  { connection }: SignedIn,
  state: Pick<GlobalState, 'read' | 'record' | 'refresh'>,
): CheckPorts {
  return commandLinePorts({ folder: codexHome, fetch: connection.fetch }, state);
}
