import { useStrings } from './language.ts';
import type { RepairStep } from '../electron/shared/words/strings.ts';
import { CheckMark, Spinner } from './Glyph.tsx';

const ORDER: readonly RepairStep[] = ['checking', 'removing', 'cleaning', 'enrolling'];

/** The steps of a repair, and which one is running. */
export function RepairSteps({ current }: { readonly current: RepairStep }) {
  const { repairSteps } = useStrings();
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
          {repairSteps[step]}
        </li>
      ))}
    </ol>
  );
}
