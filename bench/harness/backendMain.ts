import { startBackend } from '../../testing/backend/index.ts';

/** Run by `backendProcess.ts`: a backend that tells its parent where it is, and ends with it. */
const { baseUrl, controlUrl } = await startBackend();
process.send?.({ baseUrl, controlUrl });
process.once('disconnect', () => process.exit());
