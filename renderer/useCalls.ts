import { useCallback, useState } from 'react';
import type { Failure, Result } from '../electron/shared/ipc.ts';
import type { Screen } from '../electron/shared/screen.ts';
import { useStrings } from './language.ts';

/** What the last action of the person came to, where the screen does not show it. */
export type Notice =
  | { readonly kind: 'copied' }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      /** What "Try again" beside it does. */
      readonly retry: () => void;
    };

/** Calls main and keeps what went wrong; the value, or `null` after a failure. `retry`: the same call once more by default. */
export type Call = <T>(
  action: () => Promise<Result<T>>,
  retry?: () => void,
) => Promise<{ readonly value: T } | null>;

/**
 * The one notice of the page, and the way to call main that sets it. A new call, or a screen about something else, takes the old one away; what
 * the screen itself says is not said a second time.
 */
export function useCalls({ view }: Screen) {
  const { unexpected, problems } = useStrings();
  const [notice, setNotice] = useState<Notice | null>(null);
  const call: Call = useCallback(
    async function callMain(action, retry = () => void callMain(action)) {
      setNotice(null);
      // Main answers every call; a rejection means that the call did not reach it.
      const result = await action().catch(() => ({ ok: false, failure: unexpected }) as const);
      if (result.ok) return { value: result.value };
      setNotice({ kind: 'failed', failure: result.failure, retry });
      return null;
    },
    [unexpected],
  );
  const isSaid =
    notice?.kind === 'failed' &&
    view.kind === 'problem' &&
    notice.failure.what === problems[view.reason].sentence;
  return { notice: isSaid ? null : notice, setNotice, call };
}
