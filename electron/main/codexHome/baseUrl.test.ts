import { describe, expect, it } from 'vitest';
import { DEFAULT_BASE_URL, endpointUrl, isSameBaseUrl, parseBaseUrl } from './baseUrl.ts';

describe('the addresses that may be called', () => {
  it.each([
    ['https://chatgpt.com/backend-api', 'https://chatgpt.com/backend-api'],
    ['https://chatgpt.com/backend-api/', 'https://chatgpt.com/backend-api'],
    ['HTTPS://ChatGPT.com/backend-api//', 'https://chatgpt.com/backend-api'],
    ['https://chatgpt-staging.com/backend-api', 'https://chatgpt-staging.com/backend-api'],
    ['https://a.b.chatgpt.com/backend-api', 'https://a.b.chatgpt.com/backend-api'],
    ['http://localhost:8080/backend-api', 'http://localhost:8080/backend-api'],
    ['https://localhost/backend-api', 'https://localhost/backend-api'],
    ['http://127.0.0.1:1', 'http://127.0.0.1:1'],
    ['http://127.255.1.2/x', 'http://127.255.1.2/x'],
    ['http://[::1]:8080/backend-api', 'http://[::1]:8080/backend-api'],
  ])('%s', (text, canonical) => {
    expect(parseBaseUrl(text)).toBe(canonical);
  });
});

describe('C35: the addresses that may not', () => {
  it.each([
    'http://chatgpt.com',
    'http://chatgpt.com/backend-api',
    'https://example.com',
    'https://chat.openai.com',
    'https://chatgpt.com.evil.com',
    'https://evilchatgpt.com',
    'https://foo.localhost',
    'http://foo.localhost',
    'https://chatgpt.com@evil.com',
    'https://user:secret@chatgpt.com/backend-api',
    'https://user@chatgpt.com/backend-api',
    'https://:secret@chatgpt.com/backend-api',
    'https://chatgpt.com/backend-api?next=',
    'https://chatgpt.com/backend-api#part',
    'https://128.0.0.1',
    'http://127.0.0.1.evil.com',
    'http://[::2]',
    'http://0.0.0.0',
    'ftp://localhost',
    'file:///etc/hosts',
    'javascript:alert(1)',
    'chatgpt.com',
    '//chatgpt.com',
    '',
  ])('%s', (text) => {
    expect(parseBaseUrl(text)).toBeNull();
  });
});

it('takes its own default', () => {
  expect(parseBaseUrl(DEFAULT_BASE_URL)).toBe(DEFAULT_BASE_URL);
});

it('knows one service by its address with and without a slash', () => {
  expect([
    isSameBaseUrl('https://chatgpt.com/backend-api', 'https://CHATGPT.com/backend-api/'),
    isSameBaseUrl('https://chatgpt.com/backend-api', 'https://chatgpt.com/backend-api//'),
    isSameBaseUrl('http://127.0.0.1:1/backend-api', 'http://127.0.0.1:2/backend-api'),
    isSameBaseUrl('https://chatgpt.com/backend-api', 'https://chatgpt.com/other'),
    isSameBaseUrl('not an address', 'not an address'),
    isSameBaseUrl('not an address', 'https://chatgpt.com'),
  ]).toEqual([true, true, false, false, true, false]);
});

it('C27: refuses ids that would lead to another endpoint, or that no address can hold', () => {
  const base = 'http://127.0.0.1:1/backend-api';
  const ids = ['', '.', '..', '\ud800', 'half-\udfff-way'];
  expect(ids.map((id) => endpointUrl(base, ['clients', id]))).toEqual(ids.map(() => null));
});

it('C21, C22: percent-encodes path segments and form-encodes the query', () => {
  const base = 'http://127.0.0.1:1/backend-api';
  expect([
    endpointUrl(base, ['environments', 'env /?', 'clients'], { cursor: 'cursor /?', limit: '10' }),
    endpointUrl(base, ['clients', '../../evil']),
  ]).toEqual([
    `${base}/environments/env%20%2F%3F/clients?cursor=cursor+%2F%3F&limit=10`,
    `${base}/clients/..%2F..%2Fevil`,
  ]);
});
