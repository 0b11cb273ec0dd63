import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from '@playwright/test';
import { PNG } from 'pngjs';
import { App } from '../../e2e/app.ts';
import { startBackend } from '../../testing/backend/index.ts';
import { makeProfile, stuckState } from '../../testing/profiles/profile.ts';
import { PAIRING_KEYS } from '../../electron/main/globalState/index.ts';
import { electronDistribution } from '../electronDistribution.ts';
import { animate, type Frame } from './apng.ts';
import { createSteps } from './steps.ts';

const OUTPUT = join(import.meta.dirname, '..', '..', 'demo-output');
const INSTALLATION_ID = '11111111-1111-4111-8111-111111111111';

/** The main job, from a profile that is stuck to a phone that is connected, on real parts. */
async function demo(): Promise<void> {
  const { step, detail } = createSteps();
  const { kind, folder, version } = await electronDistribution();
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder;
  rmSync(OUTPUT, { recursive: true, force: true });
  mkdirSync(OUTPUT, { recursive: true });
  const frames: Frame[] = [];
  const save = (name: string, file: Buffer) => {
    const path = join(OUTPUT, name);
    writeFileSync(path, file);
    detail(`picture: ${relative(process.cwd(), path)}`);
  };
  const picture = async (app: App, name: string, milliseconds: number) => {
    const file = await app.page.screenshot({ animations: 'disabled' });
    frames.push({ picture: PNG.sync.read(file), milliseconds });
    save(name, file);
  };

  const backend = await startBackend();
  const account = backend.addAccount({});
  step(`A backend is running at ${backend.baseUrl}.`);

  const ids = {
    baseUrl: backend.baseUrl,
    accountUserId: account.userId,
    clientId: 'cli_e_dead_0123456789',
    environmentId: 'env_e_dead_0123456789',
    installationId: INSTALLATION_ID,
  };
  const state = stuckState(ids);
  const profile = makeProfile({
    backend,
    account,
    folder: OUTPUT,
    installationId: INSTALLATION_ID,
    state,
    mirror: state,
  });
  step('A stuck profile: it names a client and an environment that the server does not have any more.');
  detail(`CODEX_HOME: ${relative(process.cwd(), profile.codexHome)}`);

  step(`The app starts, on ${kind} ${version} with the real Codex app-server.`);
  // Until it has been seen and taken a picture of.
  backend.addFault({ endpoint: 'clients', hold: true });
  const app = await App.launch(profile.codexHome);
  await expect(app.page.getByRole('heading', { name: 'Checking your mobile setup…' })).toBeVisible();
  await picture(app, '1-checking.png', 1500);
  backend.clearFaults();
  const code = await app.scanQrCode();
  step('It has checked the ids twice, removed the dead ones and shows a new QR code.');
  const after = profile.readState();
  for (const key of Object.values(PAIRING_KEYS)) {
    const [was, is] = onlyChanged(state[key], after[key]).map(
      (value) => JSON.stringify(value) ?? '(nothing)',
    );
    if (was !== is) detail(`${key}: ${shorten(was)} → ${shorten(is)}`);
  }
  detail(
    `the code to type: ${await app.pairingCode.textContent()}; the picture was read and holds a code, too`,
  );
  await picture(app, '2-healed.png', 4000);

  backend.claimCode({ accountId: account.accountId, code });
  await expect(app.connected).toBeVisible();
  step('A simulated phone has claimed the code that it read from the picture: Mobile connected.');
  await expect(app.page.getByText('last seen')).toBeVisible();
  await picture(app, '3-connected.png', 3000);
  save('heal.png', animate(frames));

  await app.quitForGood();
  const written = JSON.stringify(Object.values(PAIRING_KEYS).map((key) => profile.readState()[key]));
  expect(written).not.toContain('e_dead_');
  step('The app has quit, and nothing came back: no dead id is left in the pairing keys of the state file.');
  await backend.close();
}

/** Of two objects what differs, member by member; other values as they are. */
function onlyChanged(was: unknown, is: unknown): readonly unknown[] {
  return isObject(was) && isObject(is) ? [without(was, is), without(is, was)] : [was, is];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of `value` that `other` does not have, or has otherwise. */
function without(value: object, other: object): object {
  const isSame = ([key, member]: [string, unknown]): boolean =>
    JSON.stringify(member) === JSON.stringify(Reflect.get(other, key));
  return Object.fromEntries(Object.entries(value).filter((entry) => !isSame(entry)));
}

function shorten(text = ''): string {
  const line = text.replaceAll('\\n', ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

await demo();
