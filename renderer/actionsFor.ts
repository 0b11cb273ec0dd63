import type { ProblemReason, Screen } from '../electron/shared/screen.ts';
import type { ButtonName } from '../electron/shared/words/strings.ts';

/** The buttons of a screen: the one that its sentence asks for, one beside it, and quiet ones. */
export interface Choices {
  readonly primary: ButtonName | null;
  readonly secondary: ButtonName | null;
  readonly quiet: readonly ButtonName[];
}

const NONE: Choices = { primary: null, secondary: null, quiet: [] };

/** What the next step of a problem asks for, where that is not another try. */
const ASKED_FOR: Partial<Record<ProblemReason, ButtonName>> = {
  'clone-suspected': 'repair',
  'no-backup': 'repair',
  'home-missing': 'restart',
  'still-stuck': 'copy',
};

/** What can be done now. While something runs there is nothing, but for what takes long and may be left to later. */
export function actionsFor(screen: Screen): Choices {
  const { view, canUndo } = screen;
  const undo: ButtonName[] = canUndo && !offersUndoBeside(screen) ? ['undo'] : [];
  const quiet: ButtonName[] = [...undo, 'repair', 'copy'];
  switch (view.kind) {
    case 'checking':
      return NONE;
    case 'repairing':
      return view.progress === null ? NONE : { ...NONE, secondary: 'finishLater' };
    case 'preparing':
      return { ...NONE, quiet };
    case 'pairing':
      return {
        primary: null,
        secondary: view.canGoBack ? 'back' : null,
        quiet,
      };
    case 'connected':
      return {
        primary: 'done',
        secondary: 'anotherPhone',
        // A phone that the service has not named cannot be meant.
        quiet: view.phone === null ? quiet : ['removePhone', ...quiet],
      };
    case 'restored':
      return { primary: 'restart', secondary: null, quiet };
    case 'problem': {
      const primary = ASKED_FOR[view.reason] ?? 'tryAgain';
      const secondary = primary === 'tryAgain' ? null : 'tryAgain';
      return { primary, secondary, quiet: quiet.filter((name) => name !== primary) };
    }
  }
}

/** Whether "Undo repair" stands beside the sentence about the repair, and not among the quiet buttons. */
export function offersUndoBeside({ view, outcome, canUndo }: Screen): boolean {
  return canUndo && outcome?.kind === 'repaired' && view.kind !== 'problem';
}
