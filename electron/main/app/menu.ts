import type { MenuItemConstructorOptions } from 'electron';
import type { Settings } from './settings.ts';
import type { MenuRole, Strings } from '../../shared/words/strings.ts';

/** What the menu can be asked for beside the usual. */
export interface MenuActions {
  readonly repair: () => void;
  readonly authorize: () => void;
  readonly openLog: () => void;
  /** A language tag, or `null` for the system's language. */
  readonly chooseLanguage: (language: string | null) => void;
  readonly switchNotifications: (isOn: boolean) => void;
}

/** What the menu shows as chosen. */
export type MenuChoices = Pick<Settings, 'language' | 'notifications'>;

/** The languages that there are words in, each by its own name. */
const LANGUAGES = [
  ['en', 'English'],
  ['de', 'Deutsch'],
] as const;

/** The id by which the item "Repair Mobile Setup…" is found. */
export const REPAIR_ITEM = 'repair-mobile-setup';

/** The id by which the item "Authorize This Computer Again…" is found. */
export const AUTHORIZE_ITEM = 'authorize-computer';

/** `null` is a line between two groups. */
const APP_ROLES = ['about', null, 'services', null, 'hide', 'hideOthers', 'unhide', null, 'quit'] as const;
const EDIT_ROLES = ['undo', 'redo', null, 'cut', 'copy', 'paste', 'delete', null, 'selectAll'] as const;

/**
 * The usual menus of the platform, in the language of the app, and under Help the way to a repair and to the log. On macOS only the File menu brings
 * Cmd+W. There is no full screen: the window is made for one column.
 */
export function menuTemplate(
  { menu }: Pick<Strings, 'menu'>,
  { repair, authorize, openLog, chooseLanguage, switchNotifications }: MenuActions,
  { language, notifications }: MenuChoices,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const items = (...roles: readonly (MenuRole | null)[]): MenuItemConstructorOptions[] =>
    roles.map((role) => (role === null ? { type: 'separator' } : { role, label: menu.roles[role] }));
  return [
    ...(isMac ? [{ role: 'appMenu', submenu: items(...APP_ROLES) } as const] : []),
    { role: 'fileMenu', label: menu.file, submenu: items(isMac ? 'close' : 'quit') },
    { role: 'editMenu', label: menu.edit, submenu: items(...EDIT_ROLES) },
    {
      label: menu.view,
      submenu: [
        ...items('resetZoom', 'zoomIn', 'zoomOut', null),
        {
          label: menu.language,
          submenu: [[null, menu.systemLanguage] as const, ...LANGUAGES].map(([tag, label]) => ({
            label,
            type: 'radio',
            checked: tag === language,
            click: () => chooseLanguage(tag),
          })),
        },
        {
          label: menu.notifications,
          type: 'checkbox',
          checked: notifications,
          click: ({ checked }) => switchNotifications(checked),
        },
      ],
    },
    {
      role: 'windowMenu',
      label: menu.window,
      submenu: items('minimize', 'zoom', ...(isMac ? ([null, 'front'] as const) : (['close'] as const))),
    },
    {
      role: 'help',
      label: menu.help,
      submenu: [
        { id: REPAIR_ITEM, label: menu.repair, click: repair },
        { id: AUTHORIZE_ITEM, label: menu.authorize, click: authorize },
        { id: 'open-log', label: menu.openLog, click: openLog },
      ],
    },
  ];
}
