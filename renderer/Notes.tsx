import type { Outcome, Screen } from '../electron/shared/screen.ts';
import { offersUndoBeside } from './actionsFor.ts';
import { Button } from './Button.tsx';
import { useStrings } from './language.ts';
import { ThingList } from './ThingList.tsx';
import { describeThings } from './things.ts';
import type { Notice } from './useCalls.ts';

interface OutcomeNoteProps {
  readonly screen: Screen;
  readonly onUndo: () => void;
}

/** What the last check or repair came to, in one sentence; the details on demand, and the way back beside it. */
export function OutcomeNote({ screen, onUndo }: OutcomeNoteProps) {
  const strings = useStrings();
  const { outcome } = screen;
  if (outcome === null || !isWorthSaying(screen, outcome)) return null;
  const { kind, requested, removed, left } = outcome;
  const who = requested ? 'requested' : 'automatic';
  const sentence = strings.outcomes[kind][who];
  if (sentence === null) return null;
  const isGood = screen.view.kind !== 'problem';
  const leftThings = describeThings(left, strings).map(({ text }) => text);
  return (
    <div className={isGood ? 'note good' : 'note'}>
      <p>{sentence}</p>
      {leftThings.length > 0 && <p>{strings.left.replace('#', leftThings.join(', '))}</p>}
      <div className="more">
        {removed.length > 0 && (
          <details>
            <summary>{strings.details.open}</summary>
            <p>{strings.details.why[who]}</p>
            <ThingList things={describeThings(removed, strings)} />
          </details>
        )}
        {offersUndoBeside(screen) && <Button name="undo" look="quiet" onPress={onUndo} />}
      </div>
    </div>
  );
}

/** A problem speaks for itself; beside it only a repair is told, and not where the headline says that it did not help. */
function isWorthSaying({ view }: Screen, { kind }: Outcome): boolean {
  return view.kind !== 'problem' || (kind === 'repaired' && view.reason !== 'still-stuck');
}

interface NoticeNoteProps {
  readonly screen: Screen;
  readonly notice: Notice;
}

/** What the last press came to, where the screen does not show it; with the way to try it again, where the screen has none. */
export function NoticeNote({ screen: { view }, notice }: NoticeNoteProps) {
  const { copied } = useStrings();
  if (notice.kind === 'copied') return <p className="note">{copied}</p>;
  return (
    <div className="note bad">
      <p>{notice.failure.what}</p>
      <p>{notice.failure.nextStep}</p>
      {view.kind !== 'problem' && (
        <div className="more">
          <Button name="tryAgain" look="quiet" onPress={notice.retry} />
        </div>
      )}
    </div>
  );
}
