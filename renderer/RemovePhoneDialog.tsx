import { useRef } from 'react';
import type { View } from '../electron/shared/screen.ts';
import { Dialog } from './Dialog.tsx';
import { useStrings } from './language.ts';

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
  const cancel = useRef<HTMLButtonElement>(null);
  const [before, after] = words.sentence.split('#');
  return (
    <Dialog title={words.title} first={cancel} onCancel={onCancel}>
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
    </Dialog>
  );
}
