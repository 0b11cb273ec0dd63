import type { Language } from './commandTable.ts';

/** The language of the person's locale; Windows has no variable for it. English where it isn't one of ours. */
export function localeLanguage(env: NodeJS.ProcessEnv): Language {
  const locale =
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || (process.platform === 'win32' ? ofSystem() : '');
  return /^de(?:[-_.@]|$)/i.test(locale) ? 'de' : 'en';
}

function ofSystem(): string {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}
