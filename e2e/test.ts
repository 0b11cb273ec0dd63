import { mkdirSync, rmSync } from 'node:fs';
import { expect, test as base } from '@playwright/test';
import { App, logIn } from './app.ts';
import { startBackend, type Backend } from '../testing/backend/index.ts';
import {
  makeProfile,
  type Profile,
  type ProfileOptions,
  type StoredIds,
} from '../testing/profiles/profile.ts';

type Account = ReturnType<Backend['addAccount']>;

/** What every end-to-end test stands on: a service with an account, profiles signed in to it, and the built app. */
export interface TestBed {
  readonly backend: Backend;
  readonly account: Account;
  /** Ids that a state file may hold: the service knows none of them, unless the test adds them. */
  readonly ids: StoredIds;
  /** A `CODEX_HOME`; removed after the test. */
  readonly makeProfile: (options: Pick<ProfileOptions, 'state' | 'mirror' | 'signedOut'>) => Profile;
  /** Launches the app; whatever is still running after the test is quit. */
  readonly launch: (
    profile: Profile,
    env?: Readonly<Record<string, string>>,
    packaged?: string,
    language?: string,
  ) => Promise<App>;
}

/** The installation id of the profiles, so that a test can put it into a state file beforehand. */
const INSTALLATION_ID = '11111111-1111-4111-8111-111111111111';

export const test = base.extend<TestBed>({
  backend: async ({}, use, info) => {
    info.annotations.push({ type: 'runtime', description: process.env['E2E_RUNTIME'] ?? 'unknown' });
    const backend = await startBackend();
    await use(backend);
    await backend.close();
  },
  account: async ({ backend }, use) => use(backend.addAccount({})),
  ids: async ({ backend, account }, use) =>
    use({
      baseUrl: backend.baseUrl,
      accountUserId: account.userId,
      clientId: 'cli_e_dead_0123456789',
      environmentId: 'env_e_dead_0123456789',
      installationId: INSTALLATION_ID,
    }),
  makeProfile: async ({ backend, account }, use) => {
    const profiles: Profile[] = [];
    await use((options) => {
      const profile = makeProfile({ backend, account, installationId: INSTALLATION_ID, ...options });
      profiles.push(profile);
      return profile;
    });
    for (const profile of profiles) profile.remove();
  },
  launch: async ({ makeProfile: profiles }, use, info) => {
    // Named so that the profiles go after the apps, whatever a test asks for first: a file that is open can't go on Windows.
    void profiles;
    const apps: App[] = [];
    const folders: string[] = [];
    await use(async (profile, env, packaged, language) => {
      const app = await App.launch(profile.codexHome, env, packaged, language);
      apps.push(app);
      folders.push(await app.dataFolder());
      return app;
    });
    await Promise.all(apps.map((app) => app.quit().catch(() => undefined)));
    const uncaught = apps.flatMap((app, at) => app.uncaught(logIn(folders[at] ?? '')));
    // Each profile has a folder of its own, in the configuration of the person who runs the tests.
    for (const folder of folders)
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    if (info.status !== info.expectedStatus) {
      mkdirSync(info.outputDir, { recursive: true });
      for (const app of apps) await info.attach('main process', { body: app.log, contentType: 'text/plain' });
    }
    expect(uncaught).toEqual([]);
  },
});

export { expect } from '@playwright/test';
