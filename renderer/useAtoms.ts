import { useEffect, useRef } from 'react';
import type { MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { Screen } from '../electron/shared/screen.ts';
import { advance, type SetupStep } from './atoms.ts';

/** Has main remember how far the setup is. Every write names the epoch of the screen it comes from; main may refuse it. */
export function useAtoms(bridge: MobileSetupBridge, { epoch, view }: Screen): void {
  const step = useRef<SetupStep | null>(null);
  useEffect(() => {
    const progress = advance(step.current, view, Date.now());
    step.current = progress.step;
    for (const atom of progress.atoms) void bridge.writeAtom({ epoch, ...atom });
  }, [bridge, epoch, view]);
}
