/** The languages that Chromium has regions of, and the one it takes for a language alone. */
const REGIONS: Readonly<Record<string, string>> = { en: 'en-US', pt: 'pt-PT', zh: 'zh-CN' };

/** Chromium's locale: the one that was chosen, else that of the environment, else `en-US`. */
export function localeOf(chosen: string | undefined, env: NodeJS.ProcessEnv): string {
  const named = chosen || env['LANGUAGE'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  const [, language, region] = /^([a-z]{2,3})(?:[-_]([A-Z]{2}))?/.exec(named) ?? [];
  if (language === undefined) return 'en-US';
  if (language === 'en' && region === 'GB') return 'en-GB';
  return REGIONS[language] ?? language;
}
