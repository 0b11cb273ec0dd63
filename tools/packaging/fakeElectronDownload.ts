import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { zip } from './zip.ts';

/** Where `@electron/fuses` finds the fuses in a program (its `constants.js`, 2.1.3). */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;

const STAND_IN = join(import.meta.dirname, '..', '..', 'testing', 'electron-on-chromium', 'electron');
/** A shell reads no further than this: so the program can be run, and its fuses be flipped behind that. */
const RUNS_STAND_IN = `#!/bin/sh
ELECTRON_ON_CHROMIUM_PACKAGED=$(readlink -f -- "$0") exec '${STAND_IN}' "$@"
`;

/** A server that Forge can download Electron from. */
export interface FakeElectronDownload {
  /** What `ELECTRON_MIRROR` takes. */
  readonly mirror: string;
  close(): Promise<void>;
}

/**
 * Serves an Electron for Linux that holds the files packaging deals with: a program that hands over to the stand-in, with
 * fuses as delivered (each "removed" from the default), and the app that Electron shows without one. So all of packaging,
 * and what was packaged, can be tested where the real one, of more than 100 MB, cannot be downloaded.
 */
export async function serveFakeElectronDownload(version: string): Promise<FakeElectronDownload> {
  const program = Buffer.concat([
    Buffer.from(RUNS_STAND_IN),
    Buffer.from(FUSE_SENTINEL),
    Buffer.from([1, FUSES]),
    Buffer.from('0'.repeat(FUSES)),
  ]);
  const archive = zip([
    { path: 'electron', content: program, mode: 0o755 },
    { path: 'chrome-sandbox', content: Buffer.from('hollow'), mode: 0o755 },
    { path: 'resources/default_app.asar', content: Buffer.from('hollow'), mode: 0o644 },
    { path: 'version', content: Buffer.from(version), mode: 0o644 },
    { path: 'LICENSE', content: Buffer.from('hollow'), mode: 0o644 },
  ]);
  const name = `electron-v${version}-linux-x64.zip`;
  const sum = createHash('sha256').update(archive).digest('hex');
  const files = new Map<string, Buffer>([
    [`/v${version}/${name}`, archive],
    [`/v${version}/SHASUMS256.txt`, Buffer.from(`${sum} *${name}\n`)],
  ]);
  const server = createServer((request, response) => {
    const content = files.get(request.url ?? '');
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    mirror: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
