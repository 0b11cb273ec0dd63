import { hostname } from 'node:os';
import { startBackend } from '../../testing/backend/index.ts';
import { makeProfile, stuckState, unpairedState, type Profile } from '../../testing/profiles/profile.ts';
import type { Home } from './examples.ts';

/** A `CODEX_HOME`, and the service that it names. */
export interface OpenHome {
  readonly codexHome: string;
  close(): Promise<void>;
}

const IDS = {
  clientId: 'cli_e_0123456789',
  environmentId: 'env_e_0123456789',
  installationId: '11111111-1111-4111-8111-111111111111',
};

/** Makes the `CODEX_HOME` of an example. */
export async function openHome(kind: Exclude<Home, 'same'>): Promise<OpenHome> {
  const backend = await startBackend();
  const account = backend.addAccount({});
  const { accountId, userId } = account;
  const stuck = stuckState({ ...IDS, baseUrl: backend.baseUrl, accountUserId: userId });
  const { clientId, environmentId, installationId } = IDS;
  const make = (state: Parameters<typeof makeProfile>[0]['state'] & {}): Profile =>
    makeProfile({ backend, account, installationId, state, mirror: state });

  const open = async (): Promise<Profile> => {
    switch (kind) {
      case 'stuck':
        return make(stuck);
      case 'healthy':
        backend.addClient({ accountId, clientId, deviceType: 'desktop', displayName: 'This computer' });
        backend.addClient({ accountId, clientId: 'cli_e_phone', environmentIds: [environmentId] });
        backend.addEnvironment({
          accountId,
          environmentId,
          installationId,
          hostName: hostname(),
          online: true,
        });
        return make(stuck);
      case 'never-paired':
        return make(unpairedState());
      case 'unreadable':
        return make('\0'.repeat(64));
      case 'offline': {
        const profile = make(stuck);
        await backend.close();
        return profile;
      }
    }
  };
  const profile = await open();
  return {
    codexHome: profile.codexHome,
    close: async () => {
      profile.remove();
      if (kind !== 'offline') await backend.close();
    },
  };
}
