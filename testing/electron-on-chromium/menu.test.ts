import type { MenuItemConstructorOptions } from 'electron';
import { expect, test } from 'vitest';
import { Menu } from './api/menu.ts';
import { menuRoles } from './api/menuRoles.ts';
import { localeOf } from './api/locale.ts';

/** Cases of Electron's `spec/api-menu-spec.ts` and `spec/api-menu-item-spec.ts`. */

const labelsOf = (platform: NodeJS.Platform, role: string) =>
  menuRoles(platform, 'App')
    .get(role)
    ?.submenu?.map(({ role: each, type }) => each ?? type);

test('api-menu-item: roles bring label, accelerator and submenu', () => {
  const [file, edit] = Menu.buildFromTemplate([
    { role: 'fileMenu' },
    { role: 'editMenu', label: 'Bearbeiten' },
  ]).items;
  expect([
    [file?.label, file?.type, file?.submenu?.items.map(({ label, accelerator }) => [label, accelerator])],
    [edit?.label, edit?.submenu?.items.map(({ role, type }) => role ?? type)],
  ]).toEqual([
    ['File', 'submenu', [['Quit', 'CommandOrControl+Q']]],
    ['Bearbeiten', ['undo', 'redo', 'separator', 'cut', 'copy', 'paste', 'delete', 'separator', 'selectall']],
  ]);
});

test('api-menu-item: the File menu closes the window on macOS and quits elsewhere, without a key on Windows', () => {
  expect({
    mac: [labelsOf('darwin', 'filemenu'), menuRoles('darwin', 'App').get('close')],
    windows: [labelsOf('win32', 'filemenu'), menuRoles('win32', 'App').get('quit')],
  }).toEqual({
    mac: [['close'], { label: 'Close Window', accelerator: 'CommandOrControl+W' }],
    windows: [['quit'], { label: 'Exit' }],
  });
});

test.each<[string, MenuItemConstructorOptions]>([
  ['Invalid template for MenuItem', { click: () => undefined }],
  ['Invalid submenu', { label: 'x', type: 'submenu' }],
  ['Unknown menu item type: odd', { label: 'x', type: 'odd' as 'normal' }],
  ['the menu role viewstate is not implemented', { role: 'viewState' as 'viewMenu' }],
])('api-menu: %s', (message, item) => {
  expect(() => Menu.buildFromTemplate([item])).toThrow(message);
});

const radio = (checked: boolean) => ({ label: 'x', type: 'radio', checked }) as const;

test('api-menu-item: a radio item that is set, or clicked, is the one of its group, up to the next separator', () => {
  const { items } = Menu.buildFromTemplate([
    radio(true),
    radio(false),
    { type: 'separator' },
    radio(true),
    { label: 'between' },
    radio(false),
  ]);
  const state = () => items.filter(({ type }) => type === 'radio').map(({ checked }) => checked);
  const seen = [state()];
  items[1]?.click();
  seen.push(state());
  items[1]?.click();
  seen.push(state());
  items[5]!.checked = false;
  seen.push(state());
  expect(seen).toEqual([
    [true, false, true, false],
    [false, true, true, false],
    [false, true, true, false],
    [false, true, false, true],
  ]);
});

test('api-menu: separators that separate nothing are left out', () => {
  const separator = { type: 'separator' } as const;
  const { items } = Menu.buildFromTemplate([
    separator,
    { label: 'a' },
    separator,
    separator,
    { label: 'b' },
    separator,
  ]);
  expect(items.map(({ label, type }) => label || type)).toEqual(['a', 'separator', 'b']);
});

test('api-menu: what is no menu can be set as none', () => {
  expect(() => Menu.setApplicationMenu([] as never)).toThrow('Invalid menu');
  expect(() => new Menu().append({ label: 'x' } as never)).toThrow('Invalid item');
});

test('a click on a checkbox turns it over before the app is told', () => {
  const seen: boolean[] = [];
  const [item] = Menu.buildFromTemplate([
    { label: 'Notifications', type: 'checkbox', checked: true, click: ({ checked }) => seen.push(checked) },
  ]).items;
  item?.click();
  item?.click();
  expect(seen).toEqual([false, true]);
});

test.each([
  ['de', { LANG: 'en_US.UTF-8' }, 'de'],
  [undefined, { LANG: 'de_DE.UTF-8' }, 'de'],
  [undefined, { LC_ALL: 'en_GB.UTF-8', LANG: 'de_DE.UTF-8' }, 'en-GB'],
  [undefined, { LANGUAGE: 'fr:en' }, 'fr'],
  [undefined, { LANG: 'C.UTF-8' }, 'en-US'],
  ['en', {}, 'en-US'],
  [undefined, {}, 'en-US'],
])('the locale of --lang=%s in %o is %s', (chosen, env, locale) => {
  expect(localeOf(chosen, env)).toBe(locale);
});
