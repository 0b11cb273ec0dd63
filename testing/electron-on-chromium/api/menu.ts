import type { MenuItemConstructorOptions } from 'electron';
import { notImplemented, strict } from '../strict.ts';
import { app } from './app.ts';
import { menuRoles } from './menuRoles.ts';
import { focusedWindow } from './windows.ts';

/** What the roles do that a test can observe. macOS does them itself, so a click by program does nothing there. */
const ROLES: Readonly<Record<string, () => void>> = {
  quit: () => app.quit(),
  close: () => focusedWindow()?.close(),
  minimize: () => focusedWindow()?.minimize(),
  reload: () => focusedWindow()?.webContents.reload(),
};

const TYPES = new Set(['normal', 'separator', 'submenu', 'checkbox', 'radio']);

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
    const role = this.role === undefined ? undefined : menuRoles(process.platform, app.name).get(this.role);
    if (this.role !== undefined && role === undefined) notImplemented(`the menu role ${this.role}`);
    const submenu = options.submenu ?? role?.submenu;
    this.type = options.type ?? (submenu ? 'submenu' : 'normal');
    if (!TYPES.has(this.type)) throw new Error(`Unknown menu item type: ${this.type}`);
    if (this.type === 'submenu' && !submenu) throw new Error('Invalid submenu');
    this.accelerator = options.accelerator ?? role?.accelerator ?? null;
    this.label = options.label ?? role?.label ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu =
      submenu instanceof Menu || submenu === undefined
        ? submenu
        : Menu.buildFromTemplate(submenu as MenuItemConstructorOptions[]);
    this.click = (event = {}) => {
      if (!this.enabled) return;
      if (this.type === 'checkbox' || this.type === 'radio') this.checked = !this.checked;
      const act = this.role === undefined ? undefined : ROLES[this.role];
      if (act) act();
      else options.click?.(this as never, focusedWindow() as never, event as never);
    };
  }
}

let applicationMenu: Menu | null = null;

/** Electron's `Menu`. */
export class Menu {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (MenuItemConstructorOptions | MenuItem)[]): Menu {
    if (!Array.isArray(template))
      throw new TypeError('Invalid template for Menu: Menu template must be an array');
    const menu = new Menu();
    for (const { label, role, type } of template) {
      if (label === undefined && role === undefined && type !== 'separator')
        throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type');
    }
    for (const item of withoutExtraSeparators(template))
      menu.append(item instanceof MenuItem ? item : new MenuItem(item));
    return strict('Menu', menu);
  }

  static setApplicationMenu(menu: Menu | null): void {
    if (menu !== null && !(menu instanceof Menu)) throw new TypeError('Invalid menu');
    applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  append(item: MenuItem): void {
    if (!(item instanceof MenuItem)) throw new TypeError('Invalid item');
    this.items.push(item);
    if (item.type === 'radio') joinGroup(item, this.items);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found) return found;
    }
    return null;
  }
}

/** For each radio item, what unchecks those of its group, itself included. */
const groups = new WeakMap<MenuItem, (() => void)[]>();

/** Radio items without a separator between them are a group: setting one, to whatever value, checks it and unchecks the others. */
function joinGroup(item: MenuItem, items: readonly MenuItem[]): void {
  let { checked } = item;
  const near = items.slice(items.findLastIndex(({ type }) => type === 'separator') + 1);
  const members = near.map((each) => groups.get(each)).find((group) => group !== undefined) ?? [];
  members.push(() => {
    checked = false;
  });
  groups.set(item, members);
  Object.defineProperty(item, 'checked', {
    enumerable: true,
    get: () => checked,
    set: () => {
      for (const uncheck of members) uncheck();
      checked = true;
    },
  });
}

/** Separators that stand beside another one, or at an edge, separate nothing and are left out. */
function withoutExtraSeparators<T extends { readonly type?: string; readonly visible?: boolean }>(
  items: readonly T[],
): readonly T[] {
  const separates = ({ type, visible }: T): boolean => type === 'separator' && visible !== false;
  const single = items.filter(
    (item, at) => !separates(item) || at === 0 || items[at - 1]?.type !== 'separator',
  );
  return single.filter((item, at) => !separates(item) || (at !== 0 && at !== single.length - 1));
}
