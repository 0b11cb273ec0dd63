import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBackend, type Backend } from '../../testing/backend/index.ts';
import { makeProfile, stuckState, type Profile } from '../../testing/profiles/profile.ts';
import { enrollmentKey, enrollmentValue } from '../../testing/profiles/profileState.ts';
import { PAIRING_KEYS, type JsonObject } from '../../electron/main/globalState/index.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { startListeningProxy, type ListeningProxy } from './listeningProxy.ts';
import { plantSecrets, type Planted, type Secret } from './planted.ts';

/** A stuck profile full of secrets, and a service that is listened to. */
export interface Scene {
  readonly folder: string;
  readonly profile: Profile;
  readonly backend: Backend;
  readonly proxy: ListeningProxy;
  readonly planted: Planted;
  readonly accountId: string;
  /** What may stand in no place but where it was put. */
  secrets(): Secrets;
  close(): Promise<void>;
}

/** By how far they may go. */
export interface Secrets {
  /** Nowhere but in `auth.json` and what the app-server keeps. */
  readonly tokens: readonly Secret[];
  /** On the screen too, while it shows them. */
  readonly codes: readonly Secret[];
  /** In the state file, its mirror and their backups. */
  readonly keys: readonly Secret[];
  /** Not whole in a log or a diagnostic. */
  readonly ids: readonly Secret[];
}

export async function makeScene(): Promise<Scene> {
  const folder = makeFolder();
  const backend = await startBackend();
  const proxy = await startListeningProxy(backend.baseUrl);
  const planted = plantSecrets();
  const account = backend.addAccount({});
  const { accountId, userId } = account;
  const ids = {
    baseUrl: proxy.baseUrl,
    accountUserId: userId,
    clientId: 'rcc_0123456789abcdef0123456789abcdef',
    environmentId: 'env_e_0123456789abcdef0123456789abcdef',
    installationId: '4d1c7a52-0000-4000-8000-5a5a5a5a5a5a',
  };
  const state: JsonObject = {
    ...stuckState(ids, { projects: 2 }),
    [PAIRING_KEYS.clientEnrollments]: {
      [enrollmentKey(ids)]: {
        ...enrollmentValue(ids),
        keyId: planted.keyId.value,
        publicKeySpkiDerBase64: planted.publicKey.value,
      },
    },
  };
  const profile = makeProfile({
    backend: { ...backend, baseUrl: proxy.baseUrl },
    account,
    folder,
    installationId: ids.installationId,
    state,
    mirror: state,
  });
  writeFileSync(
    join(profile.codexHome, 'auth.json'),
    JSON.stringify(signIn(backend, accountId, planted), null, 2),
    {
      mode: 0o600,
    },
  );
  const { accessSignature, idSignature, refreshToken, apiKey, keyId, publicKey, spoken } = planted;
  return {
    folder,
    profile,
    backend,
    proxy,
    planted,
    accountId,
    secrets() {
      return {
        tokens: [
          accessSignature,
          idSignature,
          refreshToken,
          apiKey,
          ...spoken,
          ...proxy.heard.filter((each) => !isCode(each)),
        ],
        codes: proxy.heard.filter(isCode),
        keys: [keyId, publicKey],
        ids: [
          { kind: 'user id', value: userId },
          { kind: 'account id', value: accountId },
          { kind: 'client id', value: ids.clientId },
          { kind: 'environment id', value: ids.environmentId },
          { kind: 'e-mail address', value: 'person@example.test' },
        ],
      };
    },
    async close() {
      await proxy.close();
      await backend.close();
      removeFolder(folder);
    },
  };
}

/** A sign-in that the service takes: the claims name the account, and the signatures are ours. */
function signIn(backend: Backend, accountId: string, planted: Planted): object {
  const auth = backend.mintAuth({ accountId });
  const { access_token: token } = auth.tokens;
  const claims = token.split('.').slice(0, 2).join('.');
  return {
    ...auth,
    OPENAI_API_KEY: planted.apiKey.value,
    tokens: {
      ...auth.tokens,
      access_token: `${claims}.${planted.accessSignature.value}`,
      id_token: `${claims}.${planted.idSignature.value}`,
      refresh_token: planted.refreshToken.value,
    },
  };
}

function isCode({ kind }: Secret): boolean {
  return kind.endsWith('pairing_code');
}
