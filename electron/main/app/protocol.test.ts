import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP_PAGE, pageUrl, serveFolder } from './protocol.ts';

let base: string;
let serve: (request: Request) => Promise<Response>;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'app-protocol-'));
  const root = join(base, 'page');
  await mkdir(join(root, 'assets'), { recursive: true });
  await mkdir(join(root, 'folder.js'));
  await writeFile(join(root, 'index.html'), '<!doctype html>');
  await writeFile(join(root, 'assets/main-A_b.1.js'), 'export {}');
  await writeFile(join(root, 'notes.txt'), 'no known type');
  await writeFile(join(root, '.hidden.js'), 'hidden');
  await writeFile(join(base, 'secret.js'), 'secret');
  // A folder beside ours whose name begins with ours.
  await mkdir(join(base, 'page-two'));
  await writeFile(join(base, 'page-two/secret.js'), 'secret');
  await symlink(join(base, 'page-two/secret.js'), join(root, 'link.js'));
  await symlink(base, join(root, 'up'));
  await symlink(join(root, 'index.html'), join(root, 'alias.html'));
  serve = serveFolder(root);
});

afterAll(() => rm(base, { recursive: true, force: true }));

/** `Request` resolves dots in an address; Chromium's own parser has had its turn, so the handler may see anything. */
const ask = (url: string, method = 'GET') => serve({ url, method } as Request);

test('a file of the page comes with its type, its policy and nothing to sniff', async () => {
  const answer = await ask('app://setup/index.html?state=checking#top');
  expect({ status: answer.status, body: await answer.text(), ...Object.fromEntries(answer.headers) }).toEqual(
    {
      status: 200,
      body: '<!doctype html>',
      'content-type': 'text/html; charset=utf-8',
      'content-length': '15',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'none'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
  );
});

test('HEAD gets the headers alone, and a link that stays inside is followed', async () => {
  const head = await ask('app://setup/assets/main-A_b.1.js', 'HEAD');
  const alias = await ask('app://setup/alias.html');
  expect({
    head: [
      head.status,
      head.headers.get('content-type'),
      head.headers.get('content-length'),
      await head.text(),
    ],
    alias: [alias.status, await alias.text()],
  }).toEqual({ head: [200, 'text/javascript; charset=utf-8', '9', ''], alias: [200, '<!doctype html>'] });
});

test.each([
  'app://setup/../secret.js',
  'app://setup/%2e%2e/secret.js',
  'app://setup/%2e%2e%2fsecret.js',
  'app://setup/..%2fsecret.js',
  'app://setup/..%5csecret.js',
  'app://setup/..\\secret.js',
  'app://setup/assets/..\\..\\..\\secret.js',
  'app://setup/%252e%252e/secret.js',
  'app://setup/index.html%00.js',
  'app://setup//etc/hosts.js',
  'app://setup/%2Fetc/hosts.js',
  'app://setup/C:/secret.js',
  'app://setup/link.js',
  'app://setup/up/secret.js',
  'app://setup/up/page-two/secret.js',
  'app://setup/.hidden.js',
  'app://setup/notes.txt',
  'app://setup/folder.js',
  'app://setup/absent.js',
  'app://setup/',
  'app://setup',
  'app://other/index.html',
  'app://setup:81/index.html',
  'https://setup/index.html',
  'file:///index.html',
])('%s is not found', async (url) => {
  const answer = await ask(url);
  expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 404, body: '' });
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is not answered', async (method) => {
  expect((await ask('app://setup/index.html', method)).status).toBe(404);
});

test('without a development server the built page is the page', () => {
  expect([pageUrl(), APP_PAGE]).toEqual([APP_PAGE, 'app://setup/index.html']);
});
