import { takeLock } from '../../electron/main/globalState/index.ts';

/** Takes the lock of a folder, says so, and holds it until it is ended from outside. */
const [folder = ''] = process.argv.slice(2);
const lock = takeLock(folder, 'command');
process.stdout.write(lock.kind);
setInterval(() => {}, 1_000_000);
