import { join } from 'node:path';
import type { App } from '../../e2e/app.ts';
import { launchWindow, makeSurroundings } from '../desktop/window.ts';
import { applyFaults, type FaultSet } from './faults.ts';
import { modesIn } from './modes.ts';
import { findInFiles } from './places.ts';
import { makeScene, type Scene } from './scene.ts';
import { filesIn, findSecrets, type Place } from './search.ts';
import type { Searched } from './searched.ts';
import { until } from '../harness/until.ts';

/** The built app: a heal, a code, a phone, the button, its undo, the diagnostics; all that crosses to the page and stays behind. */
export function searchWindow(): Promise<Searched> {
  return inWindow(
    'the window',
    () => undefined,
    async (scene, app, look) => {
      await app.qrCode.waitFor();
      await look('the page with a code');
      const code = await app.scanQrCode();
      scene.backend.claimCode({ accountId: scene.accountId, code });
      await app.connected.waitFor();
      await look('the page with a phone');
      await app.button('Repair mobile setup').click();
      await app.dialog.waitFor();
      await look('the page with the dialog');
      await app.dialog.getByRole('button', { name: 'Repair', exact: true }).click();
      await app.qrCode.waitFor();
      await app.button('Undo repair').click();
      await app.button('Undo repair').waitFor({ state: 'detached' });
      await look('the page after the undo');
    },
  );
}

/** The built app on a service that says secrets in its errors. */
export function searchFaultyWindow(faults: FaultSet): Promise<Searched> {
  return inWindow(
    `the window, ${faults.name}`,
    ({ backend, planted }) => applyFaults(backend, planted, faults),
    async (_scene, app, look) => {
      await until(() => /app-server|problem|check: /.test(app.log), 5000);
      await app.button('Repair mobile setup').waitFor();
      await look('the page');
    },
  );
}

type Look = (name: string) => Promise<void>;

async function inWindow(
  name: string,
  prepare: (scene: Scene) => void,
  work: (scene: Scene, app: App, look: Look) => Promise<void>,
): Promise<Searched> {
  const scene = await makeScene();
  const around = join(scene.folder, 'around');
  try {
    prepare(scene);
    const { codexHome } = scene.profile;
    const app = await launchWindow(codexHome, makeSurroundings(around));
    const places: Place[] = [];
    // What shows a code may hold it.
    const showing: Place[] = [];
    const keep = (what: string, text: string) =>
      void (text.includes('"kind":"pairing"') ? showing : places).push({ name: `${name}: ${what}`, text });
    const look: Look = async (what) => {
      const text = await app.page.evaluate(async () => {
        const screen = JSON.stringify(await window.mobileSetup.readScreen());
        const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify(storage));
        return [document.documentElement.outerHTML, document.cookie, screen, ...stored].join('\n');
      });
      keep(what, text);
    };
    try {
      // All that main pushes from now on; a screen with a code may hold that code.
      await app.page.evaluate(() => {
        const pushed: string[] = [];
        Object.assign(globalThis, { pushed });
        window.mobileSetup.onScreen((screen) => pushed.push(JSON.stringify(screen)));
      });
      await work(scene, app, look);
      await app.page.evaluate(() => window.mobileSetup.copyDiagnostics());
      const copied = await copiedFrom(app);
      if (copied === '') throw new Error(`${name}: nothing was copied.`);
      const plan = await app.page.evaluate(async () =>
        JSON.stringify(await window.mobileSetup.proposeRepair()),
      );
      keep('the plan', plan);
      const pushed = await app.page.evaluate(() => (globalThis as unknown as { pushed: string[] }).pushed);
      for (const text of pushed) keep('a screen that was pushed', text);
      keep('the diagnostics', copied);
    } finally {
      await app.quit();
    }
    const left = filesIn(around).map((file) => ({ ...file, name: `${name}: the file ${file.name}` }));
    const logs = [
      { name: `${name}: the log`, text: app.log },
      ...left.filter((file) => /\.log/.test(file.name)),
    ];
    const { tokens, codes, keys, ids } = scene.secrets();
    const everywhere = [...places, ...logs, ...left];
    return {
      places: everywhere.length + showing.length,
      secrets: tokens.length + codes.length + keys.length,
      found: [
        ...findSecrets([...everywhere, ...showing], [...tokens, ...keys]),
        ...findSecrets(everywhere, codes),
        ...findSecrets([...places, ...logs], ids),
        ...findInFiles(name, codexHome, scene.secrets()),
        ...[codexHome, around].flatMap((folder) => modesIn(folder).failures),
      ],
    };
  } finally {
    await scene.close();
  }
}

/** The text in the clipboard, as soon as there is any. */
async function copiedFrom({ electron }: App): Promise<string> {
  let text = '';
  await until(async () => {
    text = await electron.evaluate(({ clipboard }) => clipboard.readText());
    return text !== '';
  }, 5000);
  return text;
}
