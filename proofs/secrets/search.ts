import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formsOf, type Secret } from './planted.ts';

/** Text, and where it came from. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** Every secret that stands in one of the places, by kind and place; never the secret. */
export function findSecrets(places: readonly Place[], secrets: readonly Secret[]): readonly string[] {
  return places.flatMap(({ name, text }) =>
    secrets
      .filter((secret) => formsOf(secret).some((form) => text.includes(form)))
      .map(({ kind }) => `the ${kind} stands in ${name}`),
  );
}

/** Every file below `folder`, at whatever depth, as text in which any ASCII can be found; also where it has two bytes a letter. */
export function filesIn(folder: string): readonly Place[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const bytes = bytesOf(join(folder, name));
    if (bytes === null) return [];
    const text = bytes.toString('latin1');
    return [{ name, text: `${text}\n${text.replaceAll('\0', '')}` }];
  });
}

/** A file that is gone by now, a folder, a socket or a link to nowhere hold nothing. */
function bytesOf(path: string): Buffer | null {
  try {
    return statSync(path).isFile() ? readFileSync(path) : null;
  } catch {
    return null;
  }
}
