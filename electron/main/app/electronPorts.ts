import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, net, safeStorage, shell } from 'electron';
import {
  inspectHome,
  readCodexHome,
  readEnrollmentTable,
  oldIdentityOf,
  rotateInstallationId,
  whoElseRuns,
} from '../codexHome/index.ts';
import { requireMembers, type Needs } from '../../shared/requireMembers.ts';
import type { GlobalState } from '../globalState/index.ts';
import { createBrowserStepUp } from './authorization/browserStepUp.ts';
import type { CallbackPages } from './authorization/callbackServer.ts';
import { createKeyStore } from './authorization/keyStore.ts';
import { createNetFetch } from './netFetch.ts';
import {
  codexSourceOf,
  findAppServer,
  startAppServer,
  systemClock,
  type Fetch,
  type RemoteControlPorts,
} from '../remoteControl/index.ts';

/** What a phone's user sees as the name of the program that holds the enrollment. */
const CLIENT_NAME = 'Codex Desktop';

const NEEDS: Needs = { codexHome: 'a string', state: 'an object', log: 'a function' };

/**
 * The world as the app sees it: Electron's network stack, with the system's proxy and certificates. Good from the start of the process
 * on: a request waits until Electron is ready, and `pages`, where it is a function, is called when one is needed.
 */
export function electronPorts(
  codexHome: string,
  state: GlobalState,
  log: (line: string) => void,
  pages: CallbackPages | (() => CallbackPages),
): RemoteControlPorts {
  requireMembers('electronPorts', { codexHome, state, log }, NEEDS);
  const netFetch = createNetFetch((options) => net.request(options));
  const fetch: Fetch = async (url, init) => {
    await app.whenReady();
    return netFetch(url, init);
  };
  return {
    state,
    clock: systemClock,
    log,
    random: Math.random,
    hostName: hostname(),
    fetch,
    controller: {
      deviceKeys: createKeyStore({
        safeStorage,
        path: join(app.getPath('userData'), 'device-keys.json'),
        platform: process.platform,
      }),
      stepUp: (request, signal) => {
        const stepUp = createBrowserStepUp({
          openBrowser: (url) => shell.openExternal(url),
          fetch,
          pages: typeof pages === 'function' ? pages() : pages,
          now: () => systemClock.now(),
        });
        return stepUp(request, signal);
      },
    },
    readHome: () => readCodexHome(codexHome),
    readEnrollmentTable: () => readEnrollmentTable(codexHome),
    rotateInstallationId: (stamp) => rotateInstallationId(codexHome, new Date(), stamp),
    oldIdentity: (backup) => oldIdentityOf(codexHome, backup),
    whoElseRuns: (need) => whoElseRuns(codexHome, need),
    startAppServer: async (signal) => {
      const { service } = readCodexHome(codexHome);
      if (service.kind !== 'base-url') {
        return { kind: 'prevented', reason: service.kind, message: service.message };
      }
      const home = inspectHome(codexHome);
      if (home.kind !== 'usable') return { kind: 'prevented', reason: home.kind, message: home.message };
      const paths = {
        env: process.env,
        resourcesPath: process.resourcesPath,
        moduleFolder: app.getAppPath(),
      };
      const found = findAppServer(paths);
      if (found.kind === 'missing') return found;
      return startAppServer({
        command: found.path,
        source: codexSourceOf(found.path, paths),
        codexHome,
        baseUrl: service.baseUrl,
        clientInfo: { name: CLIENT_NAME, title: app.getName(), version: app.getVersion() },
        log,
        signal,
      });
    },
  };
}
