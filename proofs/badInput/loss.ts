import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  equalJson,
  isJsonObject,
  PAIRING_KEYS,
  type JsonObject,
  type JsonValue,
} from '../../electron/main/globalState/index.ts';
import { unrelatedPart } from '../harness/pairingPart.ts';

/** The files that are ours to write, and those that must not be touched. */
export const OURS = ['.codex-global-state.json', '.codex-global-state.json.bak'] as const;
export const NOT_OURS = ['auth.json', 'config.toml', 'state_5.sqlite'] as const;

/** The bytes of these files, `null` where there is none. */
export type Bytes = ReadonlyMap<string, Buffer | null>;

/** Reads the files of a `CODEX_HOME` that count. */
export function readAll(folder: string): Bytes {
  return new Map([...OURS, ...NOT_OURS].map((name) => [name, bytesOf(join(folder, name))]));
}

/**
 * What was lost between the two, in words; nothing where nothing was. A file that cannot be read has to be as it was to the
 * byte, and where the main file is such a file, both have to be. Of a file that can be read, everything has to be there
 * that is none of our business.
 */
export function lossesBetween(before: Bytes, after: Bytes): readonly string[] {
  const isMainReadable = before.get(OURS[0]) === null || contentOf(before.get(OURS[0])) !== null;
  const losses = OURS.map((name): string | null => {
    const [old, now] = [before.get(name) ?? null, after.get(name) ?? null];
    const content = contentOf(old);
    if (content === null || !isMainReadable) {
      const mayBeMade = old === null && name === OURS[0];
      return isSame(old, now) || (mayBeMade && contentOf(now) !== null)
        ? null
        : `${name} was to be left alone`;
    }
    const left = contentOf(now);
    if (left === null) return `${name} cannot be read any more`;
    return equalJson(othersIn(content), othersIn(left)) ? null : `${name} has lost something`;
  });
  const touched = NOT_OURS.filter((name) => !isSame(before.get(name) ?? null, after.get(name) ?? null));
  return [...losses.filter((loss) => loss !== null), ...touched.map((name) => `${name} was touched`)];
}

/** All that is none of our business. The object around the atoms may come with the first of ours. */
function othersIn(state: JsonObject): JsonObject {
  const { [PAIRING_KEYS.atoms]: atoms = {}, ...others } = unrelatedPart(state);
  return { ...others, [PAIRING_KEYS.atoms]: atoms };
}

function isSame(one: Buffer | null, other: Buffer | null): boolean {
  return one === null || other === null ? one === other : one.equals(other);
}

/** The object that the bytes hold, read apart from the code under proof; `null` where they hold none. */
function contentOf(bytes: Buffer | null | undefined): JsonObject | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes ?? undefined);
    const value = JSON.parse(text) as JsonValue;
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
