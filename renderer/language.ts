import { createContext, useContext } from 'react';
import { english } from '../electron/shared/words/english.ts';
import type { Strings } from '../electron/shared/words/strings.ts';

/** The language of the page. */
export const Language = createContext<Strings>(english);

/** The strings of the page's language. */
export function useStrings(): Strings {
  return useContext(Language);
}
