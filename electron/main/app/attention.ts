/** Why a person may be looking at the window again. */
export type Attention = 'focus' | 'visible';

/** Within this time after it was opened, a window is shown and gets the focus because of that. */
const OPENING_MS = 10_000;

/**
 * Passes on that a person looks at the window again. That it appears and is focused for the first time, right after it was
 * opened, is not the person's doing.
 */
export function createAttention(now: () => number, pass: (attention: Attention) => void) {
  const openedAt = now();
  const seen = new Set<Attention>();
  return (attention: Attention): void => {
    const isOpening = !seen.has(attention) && now() - openedAt < OPENING_MS;
    seen.add(attention);
    if (!isOpening) pass(attention);
  };
}
