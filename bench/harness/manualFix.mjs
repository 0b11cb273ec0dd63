import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';

/*
 * The cure that users pass on in openai/codex#23112, as a script: copy the state file, drop the pairing keys and every atom
 * that speaks of pairing, write it in place.
 */
const [, , path = ''] = process.argv;
copyFileSync(path, `${path}.backup`);
const state = JSON.parse(readFileSync(path, 'utf8'));
for (const key of [
  'electron-remote-control-client-enrollments',
  'electron-local-remote-control-environment-id',
  'electron-local-remote-control-installation-id',
  'codex-mobile-setup-completed',
]) {
  delete state[key];
}
const atoms = state['electron-persisted-atom-state'] ?? {};
for (const name of Object.keys(atoms)) {
  if (/remote[-_]control|codex-mobile/i.test(name)) delete atoms[name];
}
writeFileSync(path, JSON.stringify(state));
