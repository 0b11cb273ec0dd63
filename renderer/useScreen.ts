import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { Screen } from '../electron/shared/screen.ts';
import { useStrings } from './language.ts';

/** What is shown until main has said something. */
const FIRST: Screen = {
  epoch: 0,
  view: { kind: 'checking' },
  outcome: null,
  canUndo: false,
  isChecking: false,
  authorization: null,
};

/** What the page shows, and why main could not be asked, if so. */
export interface Reading {
  readonly screen: Screen;
  readonly failure: Failure | null;
}

/** The screen as main last told it. Asked for once, and again on request; after that main pushes. */
export function useScreen(bridge: MobileSetupBridge): Reading & { readonly readAgain: () => void } {
  const [reading, setReading] = useState<Reading>({ screen: FIRST, failure: null });
  const { unexpected } = useStrings();
  const isPushed = useRef(false);
  const read = useCallback(async (): Promise<void> => {
    const result = await bridge.readScreen().catch(() => ({ ok: false, failure: unexpected }) as const);
    // A push that came in the meantime is newer than this answer.
    if (isPushed.current) return;
    setReading((before) =>
      result.ok ? { screen: result.value, failure: null } : { ...before, failure: result.failure },
    );
  }, [bridge, unexpected]);
  useEffect(() => {
    isPushed.current = false;
    const stop = bridge.onScreen((screen) => {
      isPushed.current = true;
      setReading({ screen, failure: null });
    });
    void read();
    return () => {
      isPushed.current = true;
      stop();
    };
  }, [bridge, read]);
  return { ...reading, readAgain: () => void read() };
}
