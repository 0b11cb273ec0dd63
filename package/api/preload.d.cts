/** Puts `window.mobileSetup` into a page: the one thing of the main process that it can reach. */
import { i as MobileSetupBridge } from "./parts/ipc.js";
export type { MobileSetupBridge };