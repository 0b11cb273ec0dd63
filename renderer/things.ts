import type { Removable } from '../electron/shared/screen.ts';
import { countWords } from '../electron/shared/words/choose.ts';
import type { Strings, Thing } from '../electron/shared/words/strings.ts';

/** A thing in words, and where it is. */
export interface DescribedThing {
  readonly where: 'computer' | 'account';
  readonly thing: Thing;
  readonly text: string;
}

const THINGS: Readonly<Record<Removable, Thing>> = {
  'client-enrollment': 'pairing',
  environment: 'pairing',
  'installation-copy': 'pairing',
  'setup-flag': 'remembered',
  atom: 'remembered',
  pointer: 'remembered',
  'pending-client': 'phones',
  'own-client': 'entry',
  'own-environment': 'entry',
  'ghost-environment': 'leftover',
};

const WHERE: Readonly<Record<Thing, DescribedThing['where']>> = {
  pairing: 'computer',
  remembered: 'computer',
  phones: 'account',
  entry: 'account',
  leftover: 'account',
};

/** Counted records as the things a person knows: each once, those of this computer first. */
export function describeThings(
  counted: readonly { readonly what: Removable; readonly count: number }[],
  strings: Strings,
): DescribedThing[] {
  return (Object.keys(WHERE) as Thing[]).flatMap((thing) => {
    const count = counted
      .filter(({ what }) => THINGS[what] === thing)
      .reduce((sum, one) => sum + one.count, 0);
    return count === 0
      ? []
      : [{ where: WHERE[thing], thing, text: countWords(strings.things[thing], count) }];
  });
}
