import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LOCK_FILE, takeLock } from '../../electron/main/globalState/index.ts';

/**
 * Twenty times: takes the lock of a folder, raises a number in a file in two steps that nothing else may come between, and
 * leaves the lock behind as a process that died would.
 */
const [folder = '', file = ''] = process.argv.slice(2);
for (let done = 0; done < 20;) {
  const lock = takeLock(folder, 'command');
  if (lock.kind === 'held') {
    const count = Number(readFileSync(file, 'utf8'));
    await delay(1);
    writeFileSync(file, String(count + 1));
    done += 1;
    writeFileSync(join(folder, LOCK_FILE), '{"pid":0}');
  }
  await delay(Math.random());
}
