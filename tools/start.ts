import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { userDataFolder } from '../electron/main/app/userData.ts';
import { startBackend } from '../testing/backend/index.ts';
import { appData } from '../testing/electron-on-chromium/api/paths.ts';
import { makeProfile, stuckState } from '../testing/profiles/profile.ts';
import { electronDistribution } from './electronDistribution.ts';

const INSTALLATION_ID = '11111111-1111-4111-8111-111111111111';

/** The built app on the profile of `CODEX_HOME`, or, without one, on a stuck profile and a backend of its own. */
async function start(): Promise<void> {
  const { kind, folder, version } = await electronDistribution();
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder;
  console.log(`Starting on ${kind} ${version}.`);
  const own = process.env['CODEX_HOME'] ? null : await stageOfItsOwn();
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  const child = spawn(await electronPath(), ['.', ...(isRootOnLinux ? ['--no-sandbox'] : [])], {
    stdio: 'inherit',
    // A terminal's Ctrl-C goes to every program in the group, and a second signal ends the app at once: it gets ours alone.
    detached: true,
    env: { ...process.env, ...(own === null ? {} : { CODEX_HOME: own.codexHome }) },
  });
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // npm passes on what the terminal has sent already.
      if (!isEnding) child.kill(signal);
      isEnding = true;
    });
  }
  child.on('exit', (code) => {
    void Promise.resolve(own?.close()).then(() => process.exit(code ?? 1));
  });
}

/** In plain Node the package `electron` is the path of its program. It looks for it when it is loaded: in the folder that was just chosen. */
async function electronPath(): Promise<string> {
  const { default: path } = await import('electron');
  return path as unknown as string;
}

async function stageOfItsOwn(): Promise<{ codexHome: string; close: () => Promise<void> }> {
  const backend = await startBackend();
  const account = backend.addAccount({});
  const { accountId } = account;
  const state = stuckState({
    baseUrl: backend.baseUrl,
    accountUserId: account.userId,
    clientId: 'cli_e_dead_0123456789',
    environmentId: 'env_e_dead_0123456789',
    installationId: INSTALLATION_ID,
  });
  const profile = makeProfile({ backend, account, installationId: INSTALLATION_ID, state, mirror: state });
  console.log(`A backend runs at ${backend.baseUrl}; the profile is ${profile.codexHome}.`);
  console.log('Press Enter to let a simulated phone claim the code on the screen.');
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => {
    const newest = backend.pairingCodes().at(-1);
    if (newest === undefined) return console.log('There is no code yet.');
    const { claim } = backend.claimCode({ accountId, code: newest.pairingCode });
    return console.log(`The phone: ${claim.kind}.`);
  });
  return {
    codexHome: profile.codexHome,
    close: async () => {
      lines.close();
      await backend.close();
      // The app's own folder is named after the profile, which comes once.
      rmSync(userDataFolder(appData(), 'Mobile Setup', profile.codexHome), { recursive: true, force: true });
      profile.remove();
    },
  };
}

await start();
