import type { Session } from '../chromium/connection.ts';
import { schemes } from './protocol.ts';
import type { WebContents } from './webContents.ts';

/** Electron's name of a permission, and the names that Chromium's protocol has for it. */
const PERMISSIONS: readonly (readonly [string, readonly { name: string; sysex?: boolean }[]])[] = [
  ['media', [{ name: 'camera' }, { name: 'microphone' }]],
  ['geolocation', [{ name: 'geolocation' }]],
  ['notifications', [{ name: 'notifications' }]],
  ['midi', [{ name: 'midi' }]],
  ['midiSysex', [{ name: 'midi', sysex: true }]],
  ['clipboard-read', [{ name: 'clipboard-read' }]],
  ['clipboard-sanitized-write', [{ name: 'clipboard-write' }]],
  ['idle-detection', [{ name: 'idle-detection' }]],
  ['persistent-storage', [{ name: 'persistent-storage' }]],
  ['window-management', [{ name: 'window-management' }]],
  ['local-fonts', [{ name: 'local-fonts' }]],
  ['display-capture', [{ name: 'display-capture' }]],
];

/**
 * Asks the session's handlers about every permission for a document that is about to load, and tells Chromium. The
 * protocol has no event for a single request, so the handlers are asked in advance, once per document; without a
 * handler everything is granted, as in Electron.
 */
export async function applyPermissions(
  browser: Session,
  contents: WebContents,
  pageUrl: string,
): Promise<void> {
  const { origin } = new URL(pageUrl);
  const document = { url: schemes.toApp(pageUrl), origin: schemes.originOf(pageUrl) };
  await Promise.all(
    PERMISSIONS.flatMap(([name, descriptors]) => {
      const setting = contents.session.allows(contents, name, document) ? 'granted' : 'denied';
      return descriptors.map((permission) =>
        browser.send('Browser.setPermission', { permission, setting, origin }),
      );
    }),
  );
}
