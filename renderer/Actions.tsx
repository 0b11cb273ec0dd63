import type { Screen } from '../electron/shared/screen.ts';
import type { ButtonName } from '../electron/shared/words/strings.ts';
import { actionsFor } from './actionsFor.ts';
import { Button } from './Button.tsx';

interface ActionsProps {
  readonly screen: Screen;
  readonly onPress: (name: ButtonName) => void;
}

/** The buttons that make sense now, always in the same place; the place is kept while there are none. */
export function Actions({ screen, onPress }: ActionsProps) {
  const { primary, secondary, quiet } = actionsFor(screen);
  const button = (name: ButtonName, look: 'primary' | 'quiet' | 'plain') => (
    <Button
      key={name}
      name={name}
      look={look}
      isBusy={name === 'tryAgain' && screen.isChecking}
      onPress={onPress}
    />
  );
  return (
    <footer>
      <div className="quiet">{quiet.map((name) => button(name, 'quiet'))}</div>
      <div className="main">
        {secondary && button(secondary, 'plain')}
        {primary && button(primary, 'primary')}
      </div>
    </footer>
  );
}
