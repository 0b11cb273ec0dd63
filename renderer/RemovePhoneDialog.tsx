import { useId, useRef } from 'react';
import type { View } from '../electron/shared/screen.ts';
import { useStrings } from './language.ts';
import { useModal } from './useModal.ts';

/** A phone as the screen names it. */
export type ShownPhone = NonNullable<Extract<View, { kind: 'connected' }>['phone']>;

interface RemovePhoneDialogProps {
  readonly phone: ShownPhone;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** Asks before a phone loses its access to this computer. */
export function RemovePhoneDialog({ phone, onCancel, onConfirm }: RemovePhoneDialogProps) {
  const { phoneDialog: words, phone: phoneWords } = useStrings();
  const element = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const title = useId();
  useModal(element, cancel);

  const [before, after] = words.sentence.split('#');
  return (
    <dialog
      ref={element}
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={title}>{words.title}</h2>
      <p>
        {before}
        <bdi>{phone.name ?? phoneWords.unnamed}</bdi>
        {after}
      </p>
      <p className="next-step">{words.nextStep}</p>
      <div className="main">
        <button type="button" ref={cancel} onClick={onCancel}>
          {words.cancel}
        </button>
        <button type="button" className="primary" onClick={onConfirm}>
          {words.confirm}
        </button>
      </div>
    </dialog>
  );
}
