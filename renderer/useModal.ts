import { useLayoutEffect, type RefObject } from 'react';

/** Opens a dialog over the window with this button in focus. Closing, and not only vanishing, is what gives the focus back to the button that opened it. */
export function useModal(
  element: RefObject<HTMLDialogElement | null>,
  first?: RefObject<HTMLButtonElement | null>,
): void {
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    first?.current?.focus({ preventScroll: true });
    // In a magnified window the button is far below the question, and opening has scrolled to it.
    dialog?.scrollTo(0, 0);
    return () => dialog?.close();
  }, [element, first]);
}
