import { PAIRING_KEYS, type GlobalState } from '../../globalState/index.ts';
import type { Connection } from './state.ts';

/** How the environment under which the app-server is connected (`null`: it is not) stands to the stored one. */
export function connectionOf(connectedId: string | null, state: Pick<GlobalState, 'get'>): Connection {
  if (connectedId === null) return 'none';
  const stored = state.get([PAIRING_KEYS.environmentId]);
  if (stored === undefined || stored === null) return 'unstored';
  return stored === connectedId ? 'stored' : 'other';
}
