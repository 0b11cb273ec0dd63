import { fileURLToPath } from 'node:url';
import { readCodexHome } from '../../electron/main/codexHome/index.ts';
import {
  findAppServer,
  startAppServer,
  type StartedAppServer,
} from '../../electron/main/remoteControl/index.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** Starts the real app-server on a `CODEX_HOME`, as the app does. */
export async function startRealAppServer(
  codexHome: string,
  log: (line: string) => void,
  signal?: AbortSignal,
): Promise<StartedAppServer> {
  const found = findAppServer({ env: process.env, moduleFolder: PROJECT });
  if (found.kind === 'missing') return found;
  const { service } = readCodexHome(codexHome);
  if (service.kind !== 'base-url')
    return { kind: 'prevented', reason: service.kind, message: service.message };
  const { baseUrl } = service;
  const clientInfo = { name: 'Codex Desktop', title: null, version: '0.0.0' };
  return startAppServer({ command: found.path, codexHome, baseUrl, clientInfo, log, signal });
}
