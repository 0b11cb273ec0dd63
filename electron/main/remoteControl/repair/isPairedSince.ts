import { readFileSync } from 'node:fs';
import { isJsonObject, type GlobalState, type JsonValue, PAIRING_KEYS } from '../../globalState/index.ts';

/**
 * Whether this computer was paired after a repair that has just been taken back: the environment that is stored now is another than that of the
 * repair's `backup`. It is enrolled under the identity that the computer has now. Where the backup can't be read it may be so.
 */
export function isPairedSince(state: Pick<GlobalState, 'get'>, backup: string): boolean {
  const now = state.get([PAIRING_KEYS.environmentId]);
  if (now === undefined) return false;
  try {
    const old = JSON.parse(readFileSync(backup, 'utf8').replace(/^\uFEFF/, '')) as JsonValue;
    return !isJsonObject(old) || old[PAIRING_KEYS.environmentId] !== now;
  } catch {
    return true;
  }
}
