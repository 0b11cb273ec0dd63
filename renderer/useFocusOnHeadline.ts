import { useLayoutEffect, type RefObject } from 'react';

/**
 * Moves the focus on to the headline where the element that had it has gone with the last screen, or a keyboard would start again
 * at the top of the window. It is never taken from anything that is still there: a code that is renewed pulls no focus away.
 */
export function useFocusOnHeadline(headline: RefObject<HTMLHeadingElement | null>): void {
  const before = document.activeElement;
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    const isLost = activeElement === null || activeElement === body;
    if (isLost && before !== null && !before.isConnected) headline.current?.focus();
  });
}
