/** The writer of the app, loaded after `fileSystem.ts`, because a part of it keeps the calls that it finds at its start. */
import './fileSystem.ts';

export { electronStoreFile } from '../../electron/main/globalState/disk/electronStoreFile.ts';
