import type { BrowserWindow } from './browserWindow.ts';

/** The open windows, the one that was focused last at the end. */
const open: BrowserWindow[] = [];

/** Called with how many windows are left when one has closed, and when one refused to close. */
export interface WindowWatch {
  created(window: BrowserWindow): void;
  closed(left: number): void;
  stayed(): void;
}

let watch: WindowWatch | null = null;

/** Names the listener for windows: the app. */
export function watchWindows(watcher: WindowWatch): void {
  watch = watcher;
}

/** All open windows, oldest first. */
export function openWindows(): BrowserWindow[] {
  return open.toSorted((one, other) => one.id - other.id);
}

/** The window focused last, if it still has the focus. */
export function focusedWindow(): BrowserWindow | null {
  return open.findLast((window) => window.isFocused()) ?? null;
}

/** Adds a window. */
export function addWindow(window: BrowserWindow): void {
  open.push(window);
  watch?.created(window);
}

/** Puts a window last, and takes the focus from the others. */
export function focusWindow(window: BrowserWindow): void {
  const at = open.indexOf(window);
  if (at >= 0) open.push(...open.splice(at, 1));
  for (const other of open) if (other !== window) other.blur();
}

/** Removes a window that is closing; `tell` runs before the app is told. */
export function removeWindow(window: BrowserWindow, tell: () => void): void {
  const at = open.indexOf(window);
  if (at >= 0) open.splice(at, 1);
  tell();
  watch?.closed(open.length);
}

/** A window stays open though it was asked to close. */
export function windowStayed(): void {
  watch?.stayed();
}
