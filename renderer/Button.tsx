import type { ButtonName } from '../electron/shared/words/strings.ts';
import { Spinner } from './Glyph.tsx';
import { useStrings } from './language.ts';

interface ButtonProps {
  readonly name: ButtonName;
  readonly look: 'primary' | 'quiet' | 'plain';
  /** What it starts is under way: it shows that and cannot be pressed. */
  readonly isBusy?: boolean;
  readonly onPress: (name: ButtonName) => void;
}

/** A button by its name. While it is busy it keeps the focus and its name. */
export function Button({ name, look, isBusy = false, onPress }: ButtonProps) {
  const { buttons } = useStrings();
  return (
    <button
      type="button"
      className={look}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={() => {
        if (!isBusy) onPress(name);
      }}
    >
      {isBusy && <Spinner />}
      {buttons[name]}
    </button>
  );
}
