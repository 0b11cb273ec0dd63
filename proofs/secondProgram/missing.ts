import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  equalJson,
  type JsonObject,
  type JsonPath,
  type StateFileName,
} from '../../electron/main/globalState/index.ts';
import { MARK } from '../harness/stuckFiles.ts';
import { valueAt } from '../model/plainJson.ts';
import type { OtherProgram } from './otherPrograms.ts';

/** Something of another program's that is not there any more. */
export interface Missing {
  readonly kind: 'lost' | 'removed alive';
  readonly what: string;
  readonly when: string;
}

/** What is to be there. */
export interface Expectation {
  /** The files that it has written. */
  readonly written: readonly StateFileName[];
  /** Ids that a person has asked us to remove. */
  readonly asked: readonly string[];
  /** Whether it may also stand in a file that we have kept beside, from where it can be restored by its name. */
  readonly copiesCount: boolean;
}

/** What of all that `program` has written is gone. */
export function missingIn(
  folder: string,
  program: OtherProgram,
  { written, asked, copiesCount }: Expectation,
): readonly Omit<Missing, 'when'>[] {
  if (program.way === 'remove') return [];
  const { edit, keeps } = program;
  const names = readdirSync(folder);
  return written.flatMap((file) => {
    const copies = copiesCount ? names.filter((name) => name.startsWith(`${file}.mobile-pairing-`)) : [];
    const contents = [file, ...copies].map((name) => parse(join(folder, name)));
    const isThere = (path: JsonPath) => {
      const value = valueAt(edit({}), path);
      const isAsked = asked.some((id) => JSON.stringify(value).includes(id));
      return isAsked || contents.some((content) => equalJson(content && valueAt(content, path), value));
    };
    return keeps
      .filter((path) => !isThere(path))
      .map((path) => ({
        kind: path[0] === MARK ? ('lost' as const) : ('removed alive' as const),
        what: `${path[0] ?? ''} of ${program.name} in ${file}`,
      }));
  });
}

function parse(path: string): JsonObject | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JsonObject;
  } catch {
    return null;
  }
}
