import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/*
 * Run by the crash test as `node crashChild.ts FOLDER N`: commits as `commitWithoutA` does, and is killed just before its
 * N-th call that changes a file or a folder (0: never). Prints the calls.
 */
const [folder = '', killAt = '0'] = process.argv.slice(2);
let calls = -1;

function count(name: string): void {
  if (calls < 0) return;
  calls += 1;
  if (calls === Number(killAt)) process.kill(process.pid, 'SIGKILL');
  fs.writeFileSync(1, `${name}\n`);
}

const { openSync, writeSync, renameSync, rmSync, unlinkSync } = fs;
const changing = { writeSync, renameSync, rmSync, unlinkSync };
for (const [name, call] of Object.entries(changing)) {
  Object.assign(fs, {
    [name]: (...parameters: unknown[]) => {
      count(name);
      return Reflect.apply(call, fs, parameters) as unknown;
    },
  });
}
fs.openSync = (path, flags, mode) => {
  if (flags !== 'r') count('openSync');
  return openSync(path, flags, mode);
};
syncBuiltinESMExports();

const { commitWithoutA } = await import('./crashCommit.ts');
await commitWithoutA(folder, () => (calls = 0));
