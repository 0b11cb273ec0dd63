import { useEffect, useState } from 'react';
import type { Failure, MobileSetupBridge } from '../electron/shared/ipc.ts';
import type { Screen } from '../electron/shared/screen.ts';

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

/** The screen as main last told it. Asked for once; after that main pushes. */
export function useScreen(bridge: MobileSetupBridge): Reading {
  const [reading, setReading] = useState<Reading>({ screen: FIRST, failure: null });
  useEffect(() => {
    let pushed = false;
    const stop = bridge.onScreen((screen) => {
      pushed = true;
      setReading({ screen, failure: null });
    });
    const read = async (): Promise<void> => {
      const result = await bridge.readScreen();
      // A push that came in the meantime is newer than this answer.
      if (pushed) return;
      setReading((before) =>
        result.ok ? { screen: result.value, failure: null } : { ...before, failure: result.failure },
      );
    };
    void read();
    return () => {
      pushed = true;
      stop();
    };
  }, [bridge]);
  return reading;
}
