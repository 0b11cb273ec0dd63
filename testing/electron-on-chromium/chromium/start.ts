import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { Connection } from './connection.ts';
import { type AddressNames, openDriverPort } from './driverPort.ts';
import { findChromium } from './find.ts';
import { createProfile, removeProfile } from './profile.ts';

/** A running Chromium. */
export interface Chromium {
  readonly connection: Connection;
  readonly version: string;
  /** False: without a display, nothing is drawn on a screen. */
  readonly visible: boolean;
  /** Ends it and removes its profile; resolves when both are gone. */
  stop(): Promise<void>;
}

/** Switches that keep Chromium quiet, offline by itself and free of first-run questions. */
const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-breakpad',
  '--disable-session-crashed-bubble',
  '--disable-back-forward-cache',
  '--metrics-recording-only',
  '--password-store=basic',
  '--use-mock-keychain',
];

/**
 * Starts Chromium on an empty profile and connects to it by pipe. With `remote-debugging-port` among the switches a port for a
 * test driver is opened, and told by the line "DevTools listening on ws://…" on stderr, where Playwright waits for it.
 */
export async function startChromium(
  switches: ReadonlyMap<string, string>,
  locale: string,
  names: AddressNames,
): Promise<Chromium> {
  const executable = findChromium();
  if (!executable) {
    throw new Error(
      'No Chromium found. Install the package chromium (apt-get install chromium), or set CHROMIUM_PATH.',
    );
  }
  const visible =
    process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  const profile = createProfile();
  const child = spawn(executable, chromiumArguments(switches, locale, profile, visible), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const lastWords: string[] = [];
  createInterface({ input: child.stderr as Readable }).on('line', (line) => {
    const [, address] = /^DevTools listening on (ws:.*)$/.exec(line) ?? [];
    if (address !== undefined) void tellDriver(address, switches, names);
    else lastWords.splice(0, lastWords.length - 20, line);
  });
  const exited = once(child, 'exit');
  const endNow = (): void => {
    child.kill('SIGKILL');
    removeProfile(profile);
  };
  process.once('exit', endNow);
  let isWanted = true;
  child.once('exit', (code, signal) => {
    if (!isWanted) return;
    process.stderr.write(`Chromium ended by itself (${signal ?? code}).\n${lastWords.join('\n')}\n`);
    process.exit(1);
  });
  const connection = new Connection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const version = await connection.browser.send('Browser.getVersion');
  return {
    connection,
    version: version.product.replace(/^.*\//, ''),
    visible,
    async stop() {
      isWanted = false;
      const patience = setTimeout(() => child.kill('SIGKILL'), 3000);
      await connection.browser.send('Browser.close').catch(() => undefined);
      await exited;
      clearTimeout(patience);
      process.off('exit', endNow);
      removeProfile(profile);
    },
  };
}

async function tellDriver(
  address: string,
  switches: ReadonlyMap<string, string>,
  names: AddressNames,
): Promise<void> {
  const port = Number(switches.get('remote-debugging-port'));
  process.stderr.write(`DevTools listening on ${await openDriverPort(address, port, names)}\n`);
}

function chromiumArguments(
  switches: ReadonlyMap<string, string>,
  locale: string,
  profile: string,
  visible: boolean,
): string[] {
  const asked = [...switches]
    .filter(([name]) => !['user-data-dir', 'js-flags', 'remote-debugging-port'].includes(name))
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
  // What a page may not define again, its own address, is defined by a function of V8's (`page/ownAddress.ts`).
  const forV8 = `${switches.get('js-flags') ?? ''} --allow-natives-syntax`.trim();
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [
    ...new Set([
      ...QUIET,
      ...(visible ? [] : ['--headless=new']),
      ...asRoot,
      `--accept-lang=${locale}`,
      ...asked,
      // Frames of other sites in the page's own process: one session then sees every frame.
      '--disable-site-isolation-trials',
      `--js-flags=${forV8}`,
      '--remote-debugging-pipe',
      ...(switches.has('remote-debugging-port') ? ['--remote-debugging-port=0'] : []),
      `--user-data-dir=${profile}`,
    ]),
  ];
}
