import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a file, or `null` where there is none. What is no file isn't read: a pipe or a device could wait forever.
 * @throws any other failure
 */
export function readText(path: string): string | null {
  try {
    if (!statSync(path).isFile()) throw new Error('not a file');
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
