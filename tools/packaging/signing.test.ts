import { expect, test } from 'vitest';
import { signingOf } from './signing.ts';

const APPLE = {
  APPLE_IDENTITY: 'Developer ID Application: Example',
  APPLE_API_KEY: '/key.p8',
  APPLE_API_KEY_ID: 'ID',
  APPLE_API_ISSUER: 'issuer',
};

test('without anything the macOS app gets an ad-hoc signature, and nothing else is signed', () => {
  const { macOS, notarization, windows } = signingOf({ APPLE_IDENTITY: '' });
  expect([macOS.identity, macOS.optionsForFile?.('any', undefined as never), notarization, windows]).toEqual([
    '-',
    { hardenedRuntime: false },
    undefined,
    undefined,
  ]);
});

test('an identity signs, and with the three parts of a key Apple notarizes', () => {
  expect(signingOf(APPLE)).toEqual({
    macOS: { identity: APPLE.APPLE_IDENTITY },
    notarization: { appleApiKey: '/key.p8', appleApiKeyId: 'ID', appleApiIssuer: 'issuer' },
    windows: undefined,
  });
});

test.each(Object.keys(APPLE))('without %s nothing is notarized', (name) => {
  expect(signingOf({ ...APPLE, [name]: undefined }).notarization).toBeUndefined();
});

test('a certificate for Windows takes its password, too', () => {
  const whole = { WINDOWS_CERTIFICATE_FILE: 'c.pfx', WINDOWS_CERTIFICATE_PASSWORD: 'secret' };
  expect([
    signingOf(whole).windows,
    signingOf({ ...whole, WINDOWS_CERTIFICATE_PASSWORD: '' }).windows,
  ]).toEqual([{ certificateFile: 'c.pfx', certificatePassword: 'secret' }, undefined]);
});
