import type { Language, Texts } from './commandTable.ts';

/** A fact that makes a sentence more exact: in each language, or a text alone, which is English. */
export type Detail = string | Texts;

/** Several details as one; `null` where there is none. */
export function joined(...details: readonly (Detail | null)[]): Texts | null {
  const told = details.flatMap((detail) => detail ?? []);
  if (told.length === 0) return null;
  const inLanguage = (language: Language) =>
    told
      .map((detail) => detailIn(detail, language))
      .filter(Boolean)
      .join(' ');
  return { en: inLanguage('en'), de: inLanguage('de') };
}

/** A detail in one language; empty where it isn't told in that. */
export function detailIn(detail: Detail | null, language: Language): string {
  if (detail === null) return '';
  if (typeof detail !== 'string') return detail[language];
  return language === 'en' ? detail.trim() : '';
}
