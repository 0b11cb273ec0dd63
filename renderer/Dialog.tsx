import { useId, useRef, type ReactNode, type RefObject } from 'react';
import { useModal } from './useModal.ts';

interface DialogProps {
  readonly title: string;
  /** What has the focus at first; the first that can have it by default. */
  readonly first?: RefObject<HTMLButtonElement | null>;
  /** Called for Escape. */
  readonly onCancel: () => void;
  readonly children: ReactNode;
}

/** A question over the window, open for as long as it is shown. */
export function Dialog({ title, first, onCancel, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useModal(element, first);
  return (
    <dialog
      ref={element}
      aria-labelledby={id}
      onCancel={(event) => {
        // React decides when it closes, or the element would be closed while it is still shown as open.
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
