import type { DescribedThing } from './things.ts';
import { useStrings } from './language.ts';

/** Things by where they are: on this computer, in the account. */
export function ThingList({ things }: { readonly things: readonly DescribedThing[] }) {
  const { details } = useStrings();
  const places = [
    { place: details.onComputer, inside: things.filter(({ where }) => where === 'computer') },
    { place: details.inAccount, inside: things.filter(({ where }) => where === 'account') },
  ];
  return places
    .filter(({ inside }) => inside.length > 0)
    .map(({ place, inside }) => (
      <section key={place}>
        <h3>{place}</h3>
        <ul>
          {inside.map(({ thing, text }) => (
            <li key={thing}>{text}</li>
          ))}
        </ul>
      </section>
    ));
}
