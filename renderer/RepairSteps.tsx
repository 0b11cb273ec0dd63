import type { View } from '../electron/shared/screen.ts';
import type { RepairStep } from '../electron/shared/words/strings.ts';
import { CheckMark, Spinner } from './Glyph.tsx';
import { useStrings } from './language.ts';

type Repairing = Extract<View, { kind: 'repairing' }>;

const ORDER: readonly RepairStep[] = ['checking', 'removing', 'cleaning', 'enrolling'];

/** The steps of a repair, which one is running, and how far a long one is. */
export function RepairSteps({ view: { step: current, progress } }: { readonly view: Repairing }) {
  const strings = useStrings();
  const running = ORDER.indexOf(current);
  return (
    <ol className="steps">
      {ORDER.map((step, index) => (
        <li
          key={step}
          className={index < running ? 'done' : undefined}
          aria-current={index === running ? 'step' : undefined}
        >
          {index < running && <CheckMark />}
          {index === running && <Spinner />}
          {index > running && <span className="dot" />}
          <span>
            {strings.repairSteps[step]}
            {index === running && progress !== null && <Progress {...progress} />}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Progress({ done, total }: { readonly done: number; readonly total: number }) {
  const { progress, language, repairSteps } = useStrings();
  const [doneText, totalText] = [done, total].map((number) => number.toLocaleString(language));
  return (
    <span className="progress">
      <progress value={done} max={total} aria-label={repairSteps.cleaning} />
      {progress.replace('#', doneText ?? '').replace('#', totalText ?? '')}
    </span>
  );
}
