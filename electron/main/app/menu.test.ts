import { expect, test } from 'vitest';
import { english } from '../../shared/words/english.ts';
import { menuTemplate, REPAIR_ITEM } from './menu.ts';

test.each(['darwin', 'win32', 'linux'] as const)(
  'on %s, Help leads to the repair and to the log',
  (platform) => {
    const asked: string[] = [];
    const template = menuTemplate(
      english,
      { repair: () => asked.push('repair'), openLog: () => asked.push('log') },
      platform,
    );
    const help = template.find(({ role }) => role === 'help')?.submenu;
    if (!Array.isArray(help)) throw new Error('no help menu');
    expect(help.map(({ id, label }) => [id, label])).toEqual([
      [REPAIR_ITEM, 'Repair Mobile Setup…'],
      ['open-log', 'Show Log File'],
    ]);
    for (const { click } of help) (click as () => void)();
    expect(asked).toEqual(['repair', 'log']);
  },
);
