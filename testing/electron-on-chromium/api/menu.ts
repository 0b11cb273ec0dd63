import type { MenuItemConstructorOptions } from 'electron';
import { strict } from '../strict.ts';
import { app } from './app.ts';
import { focusedWindow } from './windows.ts';

/** What the roles do that a test can observe; every other role does nothing. */
const ROLES: Readonly<Record<string, () => void>> = {
  quit: () => app.quit(),
  close: () => focusedWindow()?.close(),
  minimize: () => focusedWindow()?.minimize(),
  reload: () => focusedWindow()?.webContents.reload(),
};

/** Electron's `MenuItem`. Nothing is drawn; `click()` does what a person's click would. */
export class MenuItem {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: unknown;
  readonly submenu: Menu | undefined;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  readonly click: (event?: object) => void;

  constructor(options: MenuItemConstructorOptions) {
    this.id = options.id;
    this.role = options.role?.toLowerCase();
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.accelerator = options.accelerator ?? null;
    this.label = options.label ?? options.role ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined;
    this.click = (event = {}) => {
      if (!this.enabled) return;
      if (options.click) options.click(this as never, focusedWindow() as never, event as never);
      else if (this.role !== undefined) ROLES[this.role]?.();
    };
  }
}

let applicationMenu: Menu | null = null;

/** Electron's `Menu`. */
export class Menu {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (MenuItemConstructorOptions | MenuItem)[]): Menu {
    const menu = new Menu();
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return strict('Menu', menu);
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found) return found;
    }
    return null;
  }
}
