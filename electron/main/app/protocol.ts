import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { CustomScheme } from 'electron';

/** The scheme of our page, to be registered before the app is ready. */
export const APP_SCHEME: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

const HOST = 'setup';

/** Where the built page is. */
export const APP_PAGE = `app://${HOST}/index.html`;

declare const MAIN_WINDOW_VITE_DEV_SERVER_URL: string | undefined;

/** The address to load: the development server's where the build was started by one, the built page otherwise. */
export function pageUrl(): string {
  return typeof MAIN_WINDOW_VITE_DEV_SERVER_URL === 'string'
    ? new URL('/', MAIN_WINDOW_VITE_DEV_SERVER_URL).href
    : APP_PAGE;
}

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/**
 * Serves the files of one folder, and nothing else, as `app://setup/…`. Whatever is not a plain name of a file of a known
 * type inside the folder is answered with 404: other hosts and methods, encoded or dotted paths, links that lead out.
 */
export function serveFolder(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const file = fileName(request);
    const type = file === null ? undefined : MIME_TYPES[extname(file)];
    if (file === null || type === undefined) return notFound();
    const body = await readInside(folder, file);
    if (body === null) return notFound();
    return new Response(request.method === 'HEAD' ? null : body, {
      headers: { ...HEADERS, 'Content-Type': type, 'Content-Length': String(body.byteLength) },
    });
  };
}

// Names are allowed, not forbidden: no `%`, no `\`, no `:`, no empty or dotted segment can get past this.
const PLAIN_PATH = /^(?:\/[\w-][\w.-]*)+$/;

function fileName({ method, url }: Request): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'app:' || host !== HOST || !PLAIN_PATH.test(pathname)) return null;
  return pathname.slice(1);
}

async function readInside(folder: string, file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, file))]);
    return path.startsWith(root + sep) ? new Uint8Array(await readFile(path)) : null;
  } catch {
    // Absent, a folder, unreadable: to the page they are all the same.
    return null;
  }
}

function notFound(): Response {
  return new Response(null, { status: 404, headers: HEADERS });
}
