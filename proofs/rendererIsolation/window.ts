import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from '../../e2e/app.ts';
import { startBackend } from '../../testing/backend/index.ts';
import { healthyState, makeProfile } from '../../testing/profiles/profile.ts';
import { lossesBetween, readAll } from '../badInput/loss.ts';
import { IDS } from '../badInput/values.ts';
import { launchWindow, makeSurroundings } from '../desktop/window.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { startElsewhere, type Elsewhere } from './elsewhere.ts';
import { askForPermissions } from './page/askForPermissions.ts';
import { askForAll } from './page/askForAll.ts';
import { callWithAnything } from './page/callWithAnything.ts';
import { lookIntoFrame } from './page/lookIntoFrame.ts';
import { lookForNode } from './page/lookForNode.ts';
import type { Tried } from './page/tried.ts';
import { tryToLeave } from './page/tryToLeave.ts';
import { tryToLoad } from './page/tryToLoad.ts';
import { tryWebviews } from './page/tryWebviews.ts';

const PRELOAD = fileURLToPath(new URL('../../.vite/build/preload.cjs', import.meta.url));

/** What was tried from the page of the built app. */
export interface Tries {
  readonly made: number;
  readonly calls: number;
  readonly failures: readonly string[];
}

/** Opens the built app and tries from its page, and from pages and frames that are not it, to get out or to get in. */
export async function tryTheWindow(calls: number): Promise<Tries> {
  const folder = makeFolder();
  const [backend, elsewhere] = await Promise.all([startBackend(), startElsewhere()]);
  try {
    const { accountId, userId: accountUserId } = backend.addAccount({});
    backend.addClient({ accountId, clientId: IDS.clientId });
    backend.addClient({ accountId, environmentIds: [IDS.environmentId] });
    backend.addEnvironment({
      accountId,
      environmentId: IDS.environmentId,
      installationId: IDS.installationId,
      serverId: 'srv_e_own',
    });
    const ids = { ...IDS, baseUrl: backend.baseUrl, accountUserId };
    const state = healthyState(ids, { projects: 2 });
    const { codexHome } = makeProfile({
      backend,
      account: { accountId },
      folder,
      installationId: ids.installationId,
      state,
      mirror: state,
    });
    const before = readAll(codexHome);
    const app = await launchWindow(codexHome, makeSurroundings(join(folder, 'around')));
    try {
      await app.connected.waitFor();
      const tries = await tryAll(app, elsewhere, calls);
      await app.quit();
      const ours = new Set(['state_5.sqlite was touched']);
      const losses = lossesBetween(before, readAll(codexHome)).filter((loss) => !ours.has(loss));
      return { ...tries, failures: [...tries.failures, ...losses, ...complaints(app.log)] };
    } finally {
      await app.quit().catch(() => undefined);
    }
  } finally {
    removeFolder(folder);
    await Promise.all([backend.close(), elsewhere.close()]);
  }
}

async function tryAll(app: App, { origin, reached }: Elsewhere, calls: number): Promise<Tries> {
  const { page, electron } = app;
  const address = page.url();
  const tried: Tried[] = [
    ...(await page.evaluate(lookForNode)),
    ...(await page.evaluate(tryToLoad, origin)),
    ...(await page.evaluate(askForPermissions)),
    ...(await page.evaluate(tryWebviews, origin)),
    ...(await page.evaluate(lookIntoFrame)),
  ];
  const called = await page.evaluate(callWithAnything, calls);
  // A page that has gone cannot answer any more.
  const left = page.evaluate(tryToLeave, origin).catch(() => [{ name: 'the page', got: 'it went away' }]);
  tried.push(...(await left));
  tried.push({ name: 'leaving the page', got: page.url() === address ? null : page.url() });
  const windows = electron.windows().length;
  tried.push({ name: 'another window', got: windows === 1 ? null : `${windows} windows` });
  tried.push(...(await askFromElsewhere(app)));
  const got = tried.flatMap((each) => (each.got === null ? [] : [`${each.name}: ${each.got}`]));
  return {
    made: tried.length,
    calls,
    failures: [...got, ...reached.map((path) => `elsewhere was asked for ${path}`), ...called.failures],
  };
}

/** Our own preload script in pages that are not ours: another window, and our window at another address. */
async function askFromElsewhere({ electron, page }: App): Promise<Tried[]> {
  const opened = electron.waitForEvent('window');
  await electron.evaluate(async ({ BrowserWindow }, preload) => {
    const window = new BrowserWindow({ webPreferences: { preload, contextIsolation: true, sandbox: true } });
    await window.loadURL('app://setup/index.html');
  }, PRELOAD);
  const other = await opened;
  await other.waitForFunction(() => 'mobileSetup' in window);
  const fromOther = await other.evaluate(askForAll);
  await other.close();

  await Promise.all([
    page.waitForEvent('framenavigated'),
    electron.evaluate(async ({ BrowserWindow }) => {
      await BrowserWindow.getAllWindows()[0]
        ?.loadURL('app://setup/index.html?moved')
        .catch(() => undefined);
    }),
  ]);
  await page.waitForFunction(() => 'mobileSetup' in window);
  const fromMoved = await page.evaluate(askForAll);
  return [
    { name: 'our preload script in another window', got: fromOther },
    { name: 'our window at another address', got: fromMoved },
  ];
}

/** Lines of the main process that report something uncaught. */
function complaints(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => /Error occurred in handler|Uncaught|Unhandled|JavaScript error/i.test(line));
}
