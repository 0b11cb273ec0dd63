import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { takeLock } from './lockFile.ts';

/** Ten times: takes the lock of a folder, and raises a number in a file in two steps that nobody else may come between. */
const [folder = '', file = ''] = process.argv.slice(2);
for (let done = 0; done < 10;) {
  const lock = takeLock(folder, 'command');
  if (lock.kind === 'held') {
    const count = Number(readFileSync(file, 'utf8'));
    await delay(1);
    writeFileSync(file, String(count + 1));
    lock.release();
    done += 1;
  }
  await delay(1);
}
