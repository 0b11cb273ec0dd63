import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zip } from './zip.ts';

/** Where `@electron/fuses` finds the fuses in a program (its `constants.js`, 2.1.3). */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSES = 9;

/** A server that Forge can download Electron from. */
export interface HollowElectron {
  /** What `ELECTRON_MIRROR` takes. */
  readonly mirror: string;
  close(): Promise<void>;
}

/**
 * Serves an Electron for Linux that holds the files packaging deals with and cannot run: a program that is nothing but its
 * fuses, as delivered (each "removed" from the default), and the app that Electron shows without one. So all of
 * packaging can be tested where the real one, of more than 100 MB, cannot be downloaded.
 */
export async function serveHollowElectron(version: string): Promise<HollowElectron> {
  const program = Buffer.concat([
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
