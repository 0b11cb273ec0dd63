import { expect, test } from 'vitest';
import { Schemes } from './api/schemes.ts';

const schemes = new Schemes(() => ['app']);

test.for([
  ['app://setup/index.html?a#b', 'https://setup.app.invalid/index.html?a#b', 'app://setup'],
  ['app://-/', 'https://-.app.invalid/', 'app://-'],
  ['https://example.com/app', 'https://example.com/app', 'https://example.com'],
  ['about:blank', 'about:blank', 'null'],
] as const)('%s is %s to the page, and back', ([app, page, origin]) => {
  expect([schemes.toPage(app), schemes.toApp(page), schemes.originOf(page)]).toEqual([page, app, origin]);
});

test('a page cannot name itself into the app’s scheme', () => {
  expect([
    schemes.toApp('https://evil.example/https://setup.app.invalid/'),
    schemes.toApp('http://setup.app.invalid/'),
  ]).toEqual(['https://evil.example/https://setup.app.invalid/', 'http://setup.app.invalid/']);
});

test('sources of the scheme in a policy are those that the page sees', () => {
  expect(
    schemes.policyToPage(
      "default-src 'none'; script-src app://setup 'self'; img-src app: data:; connect-src https://app.example",
    ),
  ).toBe(
    "default-src 'none'; script-src https://setup.app.invalid 'self'; img-src https://*.app.invalid data:; connect-src https://app.example",
  );
});
