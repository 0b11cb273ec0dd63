import type { MenuItemConstructorOptions } from 'electron';

/** What a role brings with it (lib/browser/api/menu-item-roles.ts). */
export interface MenuRole {
  readonly label: string;
  readonly accelerator?: string;
  readonly submenu?: readonly MenuItemConstructorOptions[];
}

const SEPARATOR = { type: 'separator' } as const;

/** The roles, in lower case, as they are on a platform. Those that the app cannot use are not here. */
export function menuRoles(platform: NodeJS.Platform, appName: string): ReadonlyMap<string, MenuRole> {
  const isMac = platform === 'darwin';
  const quit: MenuRole =
    platform === 'win32'
      ? { label: 'Exit' }
      : { label: isMac ? `Quit ${appName}` : 'Quit', accelerator: 'CommandOrControl+Q' };
  return new Map<string, MenuRole>([
    ['about', { label: platform === 'linux' ? 'About' : `About ${appName}` }],
    ['services', { label: 'Services' }],
    ['hide', { label: `Hide ${appName}`, accelerator: 'Command+H' }],
    ['hideothers', { label: 'Hide Others', accelerator: 'Command+Alt+H' }],
    ['unhide', { label: 'Show All' }],
    ['quit', quit],
    ['close', { label: isMac ? 'Close Window' : 'Close', accelerator: 'CommandOrControl+W' }],
    ['minimize', { label: 'Minimize', accelerator: 'CommandOrControl+M' }],
    ['zoom', { label: 'Zoom' }],
    ['front', { label: 'Bring All to Front' }],
    ['undo', { label: 'Undo', accelerator: 'CommandOrControl+Z' }],
    ['redo', { label: 'Redo', accelerator: platform === 'win32' ? 'Control+Y' : 'Shift+CommandOrControl+Z' }],
    ['cut', { label: 'Cut', accelerator: 'CommandOrControl+X' }],
    ['copy', { label: 'Copy', accelerator: 'CommandOrControl+C' }],
    ['paste', { label: 'Paste', accelerator: 'CommandOrControl+V' }],
    ['delete', { label: 'Delete' }],
    ['selectall', { label: 'Select All', accelerator: 'CommandOrControl+A' }],
    ['reload', { label: 'Reload', accelerator: 'CmdOrCtrl+R' }],
    ['resetzoom', { label: 'Actual Size', accelerator: 'CommandOrControl+0' }],
    ['zoomin', { label: 'Zoom In', accelerator: 'CommandOrControl+Plus' }],
    ['zoomout', { label: 'Zoom Out', accelerator: 'CommandOrControl+-' }],
    ['help', { label: 'Help' }],
    ['window', { label: 'Window' }],
    [
      'appmenu',
      {
        label: appName,
        submenu: [
          { role: 'about' },
          SEPARATOR,
          { role: 'services' },
          SEPARATOR,
          { role: 'hide' },
          { role: 'hideOthers' },
          { role: 'unhide' },
          SEPARATOR,
          { role: 'quit' },
        ],
      },
    ],
    ['filemenu', { label: 'File', submenu: [{ role: isMac ? 'close' : 'quit' }] }],
    [
      'editmenu',
      {
        label: 'Edit',
        submenu: [
          { role: 'undo' },
          { role: 'redo' },
          SEPARATOR,
          { role: 'cut' },
          { role: 'copy' },
          { role: 'paste' },
          { role: 'delete' },
          SEPARATOR,
          { role: 'selectAll' },
        ],
      },
    ],
    [
      'windowmenu',
      {
        label: 'Window',
        submenu: [
          { role: 'minimize' },
          { role: 'zoom' },
          ...(isMac ? [SEPARATOR, { role: 'front' } as const] : [{ role: 'close' } as const]),
        ],
      },
    ],
  ]);
}
