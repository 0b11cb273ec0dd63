import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { english } from '../../shared/words/english.ts';
import { german } from '../../shared/words/german.ts';
import { Menu } from '../../../testing/electron-on-chromium/api/menu.ts';
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
        chooseLanguage: () => undefined,
        switchNotifications: () => undefined,
      },
      { language: null, notifications: true },
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

const nothing = (): void => undefined;

/** The submenu "View" of a person who chose German and no notifications, and what is chosen in it. */
function viewMenu() {
  const chosen: unknown[] = [];
  const template = menuTemplate(
    english,
    {
      repair: nothing,
      authorize: nothing,
      openLog: nothing,
      chooseLanguage: (language) => chosen.push(language),
      switchNotifications: (isOn) => chosen.push(isOn),
    },
    { language: 'de', notifications: false },
    'linux',
  );
  const view =
    Menu.buildFromTemplate(template).items.find(({ label }) => label === 'View')?.submenu?.items ?? [];
  return { view, chosen };
}

test('View shows the language and whether there are notifications, and changes them', () => {
  const { view, chosen } = viewMenu();
  const languages = view.find(({ label }) => label === 'Language')?.submenu?.items ?? [];
  const notifications = view.find(({ label }) => label === 'Notifications');
  const before = [...languages, notifications].map((item) => [item?.label, item?.checked]);
  for (const item of [...languages, notifications]) item?.click();
  expect([before, chosen]).toEqual([
    [
      ['Same as System', false],
      ['English', false],
      ['Deutsch', true],
      ['Notifications', false],
    ],
    [null, 'en', 'de', true],
  ]);
});

test.each([
  ['darwin', ['appMenu', 'fileMenu', 'editMenu', undefined, 'windowMenu', 'help']],
  ['win32', ['fileMenu', 'editMenu', undefined, 'windowMenu', 'help']],
] as const)(
  'on %s there is a File menu, which closes the window by its key, and no dead full screen',
  (platform, roles) => {
    const actions = {
      repair: nothing,
      authorize: nothing,
      openLog: nothing,
      chooseLanguage: nothing,
      switchNotifications: nothing,
    };
    const template = menuTemplate(english, actions, { language: null, notifications: true }, platform);
    expect([template.map(({ role }) => role), JSON.stringify(template).includes('togglefullscreen')]).toEqual(
      [roles, false],
    );
  },
);

test.each(['darwin', 'win32', 'linux'] as const)(
  'on %s every item of the German menu is in German, and the menus have what is usual',
  (platform) => {
    const actions = {
      repair: nothing,
      authorize: nothing,
      openLog: nothing,
      chooseLanguage: nothing,
      switchNotifications: nothing,
    };
    const choices = { language: null, notifications: true };
    const [inGerman, inEnglish] = [german, english].map((strings) =>
      menuTemplate(strings, actions, choices, platform).flatMap(({ role, label, submenu }) => [
        ...(role === 'appMenu' ? [] : [label]),
        ...(submenu as MenuItemConstructorOptions[]).flatMap((item) =>
          item.type === 'separator' ? [] : [item.label],
        ),
      ]),
    );
    expect(inGerman?.filter((label, at) => label === undefined || label === inEnglish?.[at])).toEqual([]);
    const roles = menuTemplate(english, actions, choices, platform).flatMap(({ submenu }) =>
      (submenu as MenuItemConstructorOptions[]).flatMap(({ role }) => role ?? []),
    );
    expect(roles).toEqual(
      expect.arrayContaining(['quit', 'close', 'copy', 'paste', 'selectAll', 'zoomIn', 'minimize']),
    );
  },
);
