import type { PlanSummary } from '../electron/shared/screen.ts';
import { countWords } from '../electron/shared/words/choose.ts';
import { useStrings } from './language.ts';

/** What a repair would remove, on this computer and in the account. */
export function RemovalList({ removals }: { readonly removals: PlanSummary['removals'] }) {
  const { dialog: words, removables } = useStrings();
  if (removals.length === 0) return <p>{words.nothing}</p>;
  const places = [
    { place: words.onComputer, inside: removals.filter(({ where }) => where === 'computer') },
    { place: words.inAccount, inside: removals.filter(({ where }) => where === 'account') },
  ];
  return places
    .filter(({ inside }) => inside.length > 0)
    .map(({ place, inside }) => (
      <section key={place}>
        <h3>{place}</h3>
        <ul>
          {inside.map(({ what, count }) => (
            <li key={what}>{countWords(removables[what], count)}</li>
          ))}
        </ul>
      </section>
    ));
}
