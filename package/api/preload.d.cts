/** Puts `window.mobileSetup` into a page: the one thing of the main process that it can reach. */
import type { i as MobileSetupBridge } from "./parts/ipc.js" with { "resolution-mode": "import" };
export type { MobileSetupBridge };