import type { Screen } from '../electron/shared/screen.ts';
import { useStrings } from './language.ts';

interface ActionsProps {
  readonly screen: Screen;
  readonly onRepair: () => void;
  readonly onTryAgain: () => void;
  readonly onAnotherPhone: () => void;
  readonly onUndo: () => void;
  readonly onCopy: () => void;
}

const AFTER_REPAIR: ReadonlySet<string> = new Set(['repaired', 'nothing-to-repair', 'restored']);

/** The buttons that make sense now. While something runs there are none, but their place is kept. */
export function Actions({ screen, onRepair, onTryAgain, onAnotherPhone, onUndo, onCopy }: ActionsProps) {
  const { buttons } = useStrings();
  const { view, outcome, canUndo } = screen;
  if (view.kind === 'checking' || view.kind === 'repairing') return <footer />;
  const problem = view.kind === 'problem';
  return (
    <footer>
      {(canUndo || problem || AFTER_REPAIR.has(outcome?.kind ?? '')) && (
        <div className="quiet">
          {canUndo && <Button words={buttons.undo} onClick={onUndo} />}
          {(problem || AFTER_REPAIR.has(outcome?.kind ?? '')) && (
            <Button words={buttons.copy} onClick={onCopy} />
          )}
        </div>
      )}
      <div className="main">
        <Button words={buttons.repair} onClick={onRepair} />
        {view.kind === 'connected' && <Button words={buttons.anotherPhone} onClick={onAnotherPhone} />}
        {problem && <Button primary words={buttons.tryAgain} onClick={onTryAgain} />}
      </div>
    </footer>
  );
}

interface ButtonProps {
  readonly words: string;
  readonly primary?: boolean;
  readonly onClick: () => void;
}

function Button({ words, primary = false, onClick }: ButtonProps) {
  return (
    <button type="button" className={primary ? 'primary' : undefined} onClick={onClick}>
      {words}
    </button>
  );
}
