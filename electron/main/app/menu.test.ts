import { expect, test } from 'vitest';
import { english } from '../../shared/words/english.ts';
import { AUTHORIZE_ITEM, menuTemplate, REPAIR_ITEM } from './menu.ts';

test.each(['darwin', 'win32', 'linux'] as const)(
  'on %s, Help leads to the repair, to the authorization and to the log',
  (platform) => {
    const asked: string[] = [];
    const template = menuTemplate(
      english,
      {
        repair: () => asked.push('repair'),
        authorize: () => asked.push('authorize'),
        openLog: () => asked.push('log'),
      },
      platform,
    );
    const help = template.find(({ role }) => role === 'help')?.submenu;
    if (!Array.isArray(help)) throw new Error('no help menu');
    expect(help.map(({ id, label }) => [id, label])).toEqual([
      [REPAIR_ITEM, 'Repair Mobile Setup…'],
      [AUTHORIZE_ITEM, 'Authorize This Computer Again…'],
      ['open-log', 'Show Log File'],
    ]);
    for (const { click } of help) (click as () => void)();
    expect(asked).toEqual(['repair', 'authorize', 'log']);
  },
);
