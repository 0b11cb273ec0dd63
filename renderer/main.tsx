import type { MobileSetupBridge } from '../electron/shared/ipc.ts';
import { mount } from './mount.tsx';
import { chooseStrings } from '../electron/shared/words/choose.ts';

declare global {
  interface Window {
    readonly mobileSetup: MobileSetupBridge;
  }
}

mount(window.mobileSetup, chooseStrings(navigator.language));
