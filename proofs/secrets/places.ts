import type { Secrets } from './scene.ts';
import { filesIn, findSecrets } from './search.ts';

/** Where the secrets were put, and what the app-server keeps: theirs to hold secrets. */
const THEIRS = /^(?:auth\.json|config\.toml)$|\.sqlite(?:-wal|-shm)?$/;
/** The state file, its mirror, and copies of them. */
const STATE = /^\.codex-global-state\.json/;

/** Looks into every file of a `CODEX_HOME` for what may not stand in it. */
export function findInFiles(
  name: string,
  codexHome: string,
  { tokens, codes, keys }: Secrets,
): readonly string[] {
  const files = filesIn(codexHome).filter((file) => !THEIRS.test(file.name));
  const named = files.map((file) => ({ ...file, name: `${name}: the file ${file.name}` }));
  const others = files
    .filter((file) => !STATE.test(file.name))
    .map((file) => ({ ...file, name: `${name}: the file ${file.name}` }));
  return [...findSecrets(named, [...tokens, ...codes]), ...findSecrets(others, keys)];
}
