import { expect, it } from 'vitest';
import { proxyFor } from './proxy.ts';

const SERVICE = 'https://chatgpt.com/backend-api';
const proxy = (env: NodeJS.ProcessEnv, url = SERVICE) => proxyFor(url, env)?.href ?? null;

it.each([
  [{}, null],
  [{ HTTPS_PROXY: 'http://proxy:8080' }, 'http://proxy:8080/'],
  [{ https_proxy: 'http://small:1', HTTPS_PROXY: 'http://capital:1' }, 'http://small:1/'],
  [{ HTTPS_PROXY: '', ALL_PROXY: 'https://proxy' }, 'https://proxy/'],
  [{ all_proxy: 'proxy:8080' }, 'http://proxy:8080/'],
  [{ HTTP_PROXY: 'http://proxy:8080' }, null],
  [{ HTTPS_PROXY: 'http://me:secret@proxy:8080' }, 'http://me:secret@proxy:8080/'],
])('with %j: %s', (env, href) => {
  expect(proxy(env)).toBe(href);
});

it.each([
  ['*', true],
  ['chatgpt.com', true],
  ['ChatGPT.com', true],
  ['.chatgpt.com', true],
  ['*.chatgpt.com', true],
  ['com', true],
  ['localhost, chatgpt.com', true],
  ['chatgpt.com:443', true],
  ['chatgpt.com:8443', false],
  ['gpt.com', false],
  ['api.chatgpt.com', false],
  ['', false],
])('NO_PROXY=%s makes the way direct: %s', (NO_PROXY, isDirect) => {
  expect(proxy({ HTTPS_PROXY: 'http://proxy', NO_PROXY }) === null).toBe(isDirect);
});

it.each(['http://127.0.0.1:1/', 'https://localhost/', 'http://[::1]:1/', 'https://127.1.2.3/'])(
  'this very computer is reached directly: %s',
  (url) => {
    expect(
      proxy({ HTTPS_PROXY: 'http://proxy', HTTP_PROXY: 'http://proxy', ALL_PROXY: 'http://proxy' }, url),
    ).toBeNull();
  },
);

it.each([
  ['socks5://proxy:1080', 'ERR_UNSUPPORTED_PROXY'],
  ['http://', 'ERR_INVALID_PROXY'],
  ['http://proxy:port', 'ERR_INVALID_PROXY'],
])('%s is none that can be used', (HTTPS_PROXY, code) => {
  expect(() => proxy({ HTTPS_PROXY })).toThrow(expect.objectContaining({ code }));
});
