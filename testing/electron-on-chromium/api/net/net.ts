import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClientRequestConstructorOptions } from 'electron';
import { strict } from '../../strict.ts';
import { handlerOf } from '../protocol.ts';
import { appIsReady } from '../readiness.ts';
import { ClientRequest } from './clientRequest.ts';
import { fetchOverNet } from './fetch.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Electron's `net`. */
export const net = strict('net', {
  fetch: async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (!appIsReady()) throw new Error('net module can only be used after app is ready');
    const address = input instanceof Request ? input.url : String(input);
    if (address.startsWith('file:')) return readResponse(address);
    const handler = handlerOf(address);
    return handler ? handler(new Request(input, init)) : fetchOverNet(input, init);
  },
  request: (options: ClientRequestConstructorOptions | string): ClientRequest => {
    if (!appIsReady()) throw new Error('net module can only be used after app is ready');
    return new ClientRequest(options);
  },
  isOnline: (): boolean => true,
  online: true,
});

async function readResponse(address: string): Promise<Response> {
  const file = fileURLToPath(new URL(address.replace(/[?#].*$/s, '')));
  try {
    const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
    return new Response(await readFile(file), { headers: { 'content-type': type } });
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND');
  }
}
