import { fileURLToPath } from 'node:url';
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
  const clientInfo = { name: 'Codex Desktop', title: null, version: '0.0.0' };
  return startAppServer({ command: found.path, codexHome, clientInfo, log, signal });
}
