/**
 * The smallest app around the module: it heals the pairing at launch and says in its title bar how that went. Everything an
 * app has to bring along is here; `docs/integrating.md` walks through it.
 */
import { hostname } from 'node:os';
import { app, BrowserWindow, net, protocol } from 'electron';
import { createNetFetch } from '../electron/main/app/netFetch.ts';
import {
  codexHomeFolder,
  readCodexHome,
  readEnrollmentTable,
  oldIdentityOf,
  rotateInstallationId,
  whoElseRuns,
} from '../electron/main/codexHome/index.ts';
import { openGlobalState } from '../electron/main/globalState/index.ts';
import {
  createRemoteControl,
  findAppServer,
  startAppServer,
  systemClock,
} from '../electron/main/remoteControl/index.ts';

const codexHome = codexHomeFolder(process.env);
const log = (line: string): void => console.error(line);

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

async function start(): Promise<void> {
  // 1. The owner of the state file. Nothing else in the app may write it.
  const state = await openGlobalState({ folder: codexHome, access: 'write' });

  // 2. The module, with everything it needs of the world.
  const remoteControl = createRemoteControl({
    state,
    log,
    random: Math.random,
    hostName: hostname(),
    clock: systemClock,
    // Electron's `net.fetch` throws past its promise where an answer has a status or a header that a `Response` cannot have.
    fetch: createNetFetch((options) => net.request(options)),
    readHome: () => readCodexHome(codexHome),
    readEnrollmentTable: () => readEnrollmentTable(codexHome),
    whoElseRuns: (need) => whoElseRuns(codexHome, need),
    rotateInstallationId: (stamp) => rotateInstallationId(codexHome, new Date(), stamp),
    oldIdentity: (backup) => oldIdentityOf(codexHome, backup),
    startAppServer: async (signal) => {
      const found = findAppServer({ env: process.env, moduleFolder: app.getAppPath() });
      if (found.kind === 'missing') return found;
      const { service } = readCodexHome(codexHome);
      if (service.kind !== 'base-url')
        return { kind: 'prevented', reason: service.kind, message: service.message };
      const { baseUrl } = service;
      const clientInfo = { name: 'Codex Desktop', title: null, version: app.getVersion() };
      return startAppServer({ command: found.path, codexHome, baseUrl, clientInfo, log, signal });
    },
  });

  // 3. The app-server goes first when the app quits, the state last.
  app.on('will-quit', (event) => {
    event.preventDefault();
    void remoteControl.stop().finally(async () => {
      await state.close();
      app.exit(0);
    });
  });

  await app.whenReady();
  const html = '<!doctype html><title>…</title><h1>Look at the title bar.</h1>';
  protocol.handle('app', () => new Response(html, { headers: { 'content-type': 'text/html' } }));
  const window = new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true } });

  // 4. What happens, on whatever screen the app has.
  window.on('page-title-updated', (event) => event.preventDefault());
  remoteControl.onScreen(({ view, outcome }) => {
    window.setTitle(view.kind === 'problem' ? view.reason : `${outcome?.kind ?? '…'}: ${view.kind}`);
  });

  // 5. The check starts before the window has loaded.
  remoteControl.start();
  await window.loadURL('app://example/index.html');
}

app.on('window-all-closed', () => app.quit());
void start();
