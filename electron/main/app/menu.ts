import type { MenuItemConstructorOptions } from 'electron';
import type { Strings } from '../../shared/words/strings.ts';

/** What the menu can be asked for beside the usual. */
export interface MenuActions {
  readonly repair: () => void;
  readonly authorize: () => void;
  readonly openLog: () => void;
}

/** The id by which the item "Repair Mobile Setup…" is found. */
export const REPAIR_ITEM = 'repair-mobile-setup';

/** The id by which the item "Authorize This Computer Again…" is found. */
export const AUTHORIZE_ITEM = 'authorize-computer';

/**
 * The usual menus of the platform, and under Help the way to a repair and to the log. On macOS only the File menu brings
 * Cmd+W. There is no full screen: the window is made for one column.
 */
export function menuTemplate(
  { menu }: Pick<Strings, 'menu'>,
  { repair, authorize, openLog }: MenuActions,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu', label: menu.file },
    { role: 'editMenu', label: menu.edit },
    { label: menu.view, submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }] },
    { role: 'windowMenu', label: menu.window },
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
