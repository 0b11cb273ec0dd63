import { signInWithToken, type SignIn } from '../../codexHome/index.ts';
import type { AppServerHost } from './appServerHost.ts';

/** The sign-in that only the app-server can read, because it is in the system's key ring. */
export async function readSignIn(host: Pick<AppServerHost, 'running'>): Promise<SignIn> {
  const started = await host.running();
  const status = started.kind === 'ok' ? await started.value.readAuthStatus() : started;
  const token = status.kind === 'ok' ? status.value.authToken : null;
  if (token === null) return { kind: 'signed-out', message: 'The app-server has no sign-in to hand over.' };
  return signInWithToken(token);
}
