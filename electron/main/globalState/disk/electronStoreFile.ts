import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import ElectronStore from 'electron-store';
import type { StoreFile } from './persist.ts';

/**
 * Writes a state file through `electron-store`: a temporary file, synced, renamed over the old one, through symbolic
 * links, with the mode and the owner of the old file; a new file is for its owner only. The bytes are the ones given:
 * the store neither parses nor prints JSON here. It may still leave a short file on a full disk (`atomically` 2.1 writes
 * once and does not look how much), so its caller reads the file again. Throws what the file system throws.
 */
export const electronStoreFile: StoreFile = (path) => ({
  write(bytes) {
    withoutSnap(() => {
      const store = new ElectronStore({
        cwd: dirname(path),
        // The store reads its file twice before it writes, as text, which takes five times as long as the write. So it
        // is opened on a file that is never there, and told the true path when it asks for the bytes.
        name: `${basename(path)}.absent`,
        serialize: () => {
          Object.assign(store, { path });
          return bytes;
        },
        deserialize: () => ({}),
        ...(existsSync(path) ? {} : { configFileMode: 0o600 }),
      });
      store.store = {};
    });
  },
});

/**
 * `conf` writes in place, and so not atomically, wherever `SNAP` is set, which every program started from a snap's
 * terminal inherits. The write is synchronous: nobody else sees the variable missing.
 */
function withoutSnap(write: () => void): void {
  const snap = process.env['SNAP'];
  delete process.env['SNAP'];
  try {
    write();
  } finally {
    if (snap !== undefined) process.env['SNAP'] = snap;
  }
}
