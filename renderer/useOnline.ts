import { useEffect } from 'react';
import type { MobileSetupBridge } from '../electron/shared/ipc.ts';

/** Tells main when the network comes back: only the page is told of that. */
export function useOnline(bridge: MobileSetupBridge): void {
  useEffect(() => {
    const report = () => void bridge.reportOnline();
    window.addEventListener('online', report);
    return () => window.removeEventListener('online', report);
  }, [bridge]);
}
