import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** How addresses are called on both sides of the port. */
export interface AddressNames {
  toApp(address: string): string;
  toPage(address: string): string;
}

/**
 * Opens the port to which a test driver connects, in front of Chromium's own: a driver speaks of a page's address as it does on
 * Electron, by the scheme of the app's. Resolves to the address to connect to; the port closes with Chromium's end or the driver's.
 */
export async function openDriverPort(chromium: string, port: number, names: AddressNames): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port, perMessageDeflate: false, maxPayload: 0 });
  await once(server, 'listening');
  server.on('connection', (driver) => {
    const browser = new WebSocket(chromium, { perMessageDeflate: false, maxPayload: 0 });
    const opened = once(browser, 'open');
    // A browser that ends takes its connection with it, and that is told by `close`.
    opened.catch(() => undefined);
    for (const end of [driver, browser]) end.on('error', () => undefined);
    driver.on('message', (data) => {
      void opened.then(() => browser.send(translateCommand(textOf(data), names))).catch(() => driver.close());
    });
    browser.on('message', (data) => driver.send(translateReport(textOf(data), names)));
    driver.on('close', () => browser.close());
    browser.on('close', () => driver.close());
  });
  const { port: opened } = server.address() as AddressInfo;
  return `ws://127.0.0.1:${opened}${new URL(chromium).pathname}`;
}

function textOf(data: RawData): string {
  return (data as Buffer).toString('utf8');
}

/** A driver names an address where it navigates; all other texts in its commands are the test's own. */
function translateCommand(text: string, names: AddressNames): string {
  if (!text.includes('"Page.navigate"')) return text;
  return JSON.stringify(JSON.parse(text), (key, value: unknown) =>
    key === 'url' && typeof value === 'string' && URL.canParse(value) ? names.toPage(value) : value,
  );
}

/** Whatever Chromium reports, an address of the app's is one from its first letter to its last. */
function translateReport(text: string, names: AddressNames): string {
  if (!text.includes('.invalid')) return text;
  return JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
    typeof value === 'string' ? names.toApp(value) : value,
  );
}
