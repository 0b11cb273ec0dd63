/** The writer of the app, loaded after `fileSystem.ts`, because a module keeps the calls that it finds at its start. */
import './fileSystem.ts';

export { atomicStoreFile } from '../../electron/main/globalState/index.ts';
