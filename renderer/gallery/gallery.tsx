import { flushSync } from 'react-dom';
import type { MobileSetupBridge } from '../../electron/shared/ipc.ts';
import { mount } from '../mount.tsx';
import { chooseStrings } from '../../electron/shared/words/choose.ts';
import { galleryBridge } from './bridge.ts';

declare global {
  interface Window {
    /** What the page has asked of main, in order; for tests. */
    calls: readonly (readonly [name: keyof MobileSetupBridge, input?: unknown])[];
    /** Shows another state, as a push of main would, and returns when it is drawn; for tests. */
    pushState: (name: string) => void;
  }
}

// `gallery.html?state=pairing&scheme=dark&language=de&direction=rtl&plan=full|empty|failing|slow|changing&failing`
const options = new URLSearchParams(location.search);
const { bridge, calls, pushState } = galleryBridge({
  state: options.get('state') ?? 'checking',
  plan: options.get('plan') ?? 'full',
  failing: options.has('failing'),
});
Object.assign(window, { calls, pushState: (name: string) => flushSync(() => pushState(name)) });

const scheme = options.get('scheme');
if (scheme !== null) document.documentElement.style.colorScheme = scheme;

mount(bridge, {
  ...chooseStrings(options.get('language') ?? 'en'),
  direction: options.get('direction') === 'rtl' ? 'rtl' : 'ltr',
});
