import { useEffect } from 'react';
import type { MobileSetupBridge } from '../electron/shared/ipc.ts';

/** Has main check again when the network comes back: only the page is told of that. */
export function useOnline(bridge: MobileSetupBridge): void {
  useEffect(() => {
    const check = () => void bridge.runCheck();
    window.addEventListener('online', check);
    return () => window.removeEventListener('online', check);
  }, [bridge]);
}
