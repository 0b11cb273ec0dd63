import { LANGUAGES, type Language } from './commandTable.ts';

/**
 * The language of the person's locale; Windows has no variable for it. English where it isn't one of ours. As in gettext, the first of
 * `LANGUAGE` that is one of ours goes before the locale, unless that is the plain one.
 */
export function localeLanguage(env: NodeJS.ProcessEnv): Language {
  const locale =
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || (process.platform === 'win32' ? ofSystem() : '');
  const isPlain = /^(?:C|POSIX)?(?:\.|$)/.test(locale);
  const listed = isPlain ? [] : (env['LANGUAGE'] ?? '').split(':').flatMap((name) => oneOfOurs(name) ?? []);
  return listed[0] ?? oneOfOurs(locale) ?? 'en';
}

function oneOfOurs(locale: string): Language | null {
  return LANGUAGES.find((known) => new RegExp(`^${known}(?:[-_.@]|$)`, 'i').test(locale)) ?? null;
}

function ofSystem(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}
