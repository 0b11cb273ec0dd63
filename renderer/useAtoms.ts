import { useEffect } from 'react';
import type { MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { Screen } from '../electron/shared/screen.ts';
import { atomOf } from './atoms.ts';

/** Has main remember how far the setup is. Every write names the epoch of the screen it comes from; main may refuse it. */
export function useAtoms(bridge: MobileSetupBridge, { epoch, view }: Screen): void {
  const atom = atomOf(view);
  const name = atom?.name;
  const value = atom?.value;
  useEffect(() => {
    if (name !== undefined && value !== undefined) void bridge.writeAtom({ epoch, name, value });
  }, [bridge, epoch, name, value]);
}
