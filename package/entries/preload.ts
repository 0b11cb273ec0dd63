/** Puts `window.mobileSetup` into a page: the one thing of the main process that it can reach. */
export type { MobileSetupBridge } from '../../electron/shared/ipc.ts';
import '../../electron/preload/preload.ts';
