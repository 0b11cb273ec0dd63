import { createPublicKey, verify } from 'node:crypto';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createFakeSafeStorage } from '../../../../testing/fakes/fakeSafeStorage.ts';
import { testFolder } from '../../../../testing/fakes/stateFolder.ts';
import { createKeyStore } from './keyStore.ts';

const BYTES = Buffer.from('what is signed');

function build(platform: NodeJS.Platform = 'linux') {
  const { path } = testFolder();
  const safeStorage = createFakeSafeStorage();
  const file = path('device-keys.json');
  const reopen = () => createKeyStore({ safeStorage, path: file, platform });
  return { safeStorage, file, keys: reopen(), reopen };
}

async function created({ keys }: ReturnType<typeof build>) {
  const made = await keys.create();
  if (made.kind !== 'created') throw new Error(`No key: ${made.kind}.`);
  return made.identity;
}

describe('the key store', () => {
  it('makes a P-256 key that signs after a restart, and whose public half is what the service takes', async () => {
    const built = build();
    const identity = await created(built);
    const later = built.reopen();
    expect(await later.publicOf(identity.keyId)).toEqual({ kind: 'found', identity });
    const signed = await later.sign(identity.keyId, BYTES);
    if (signed.kind !== 'signed') throw new Error(signed.kind);
    const spki = Buffer.from(identity.publicKeySpkiDerBase64, 'base64');
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    expect([
      identity.publicKeySpkiDerBase64.length,
      identity.keyId,
      identity.protectionClass,
      key.asymmetricKeyDetails?.namedCurve,
      verify('sha256', BYTES, key, signed.signatureDer),
    ]).toEqual([
      124,
      expect.stringMatching(/^dk_osn_[\w-]{43}$/),
      'os_protected_nonextractable',
      'prime256v1',
      true,
    ]);
  });

  it.skipIf(process.platform === 'win32')(
    'keeps the private half encrypted, in a file that only its owner can read',
    async () => {
      const built = build();
      await created(built);
      expect(readFileSync(built.file, 'utf8')).not.toContain('PRIVATE KEY');
      expect(statSync(built.file).mode & 0o777).toBe(0o600);
      chmodSync(built.file, 0o644);
      await created(built);
      expect(statSync(built.file).mode & 0o777).toBe(0o600);
    },
  );

  it('deletes one key and leaves the others', async () => {
    const built = build();
    const [first, second] = [await created(built), await created(built)];
    expect([
      await built.keys.delete(first.keyId),
      await built.keys.delete(first.keyId),
      await built.keys.publicOf(first.keyId),
      await built.keys.sign(first.keyId, BYTES),
      (await built.keys.publicOf(second.keyId)).kind,
      readFileSync(built.file, 'utf8').includes(first.keyId),
    ]).toEqual([
      { kind: 'deleted' },
      { kind: 'not-found' },
      { kind: 'not-found' },
      { kind: 'not-found' },
      'found',
      false,
    ]);
  });

  it('is unavailable where a key would be kept in plain text, and never weaker without a word', async () => {
    for (const weaken of [
      (storage: ReturnType<typeof createFakeSafeStorage>) => (storage.backend = 'basic_text'),
      (storage: ReturnType<typeof createFakeSafeStorage>) => (storage.backend = 'unknown'),
      (storage: ReturnType<typeof createFakeSafeStorage>) => (storage.mark = 'v10'),
    ]) {
      const built = build();
      weaken(built.safeStorage);
      expect([await built.keys.create(), () => statSync(built.file)]).toEqual([
        { kind: 'unavailable' },
        expect.any(Function),
      ]);
      expect(() => statSync(built.file)).toThrow('ENOENT');
    }
  });

  it('tells a closed key ring, a system that says no and a key that is not there apart', async () => {
    const built = build();
    const { keyId } = await created(built);
    built.safeStorage.open = false;
    expect(await built.keys.sign(keyId, BYTES)).toEqual({ kind: 'locked' });
    built.safeStorage.available = false;
    expect([await built.keys.sign(keyId, BYTES), await built.keys.create()]).toEqual([
      { kind: 'locked' },
      { kind: 'locked' },
    ]);
    const mac = build('darwin');
    const onMac = await created(mac);
    mac.safeStorage.open = false;
    expect(await mac.keys.sign(onMac.keyId, BYTES)).toEqual({ kind: 'denied' });
    mac.safeStorage.available = false;
    expect([await mac.keys.create(), await mac.keys.sign('dk_other', BYTES)]).toEqual([
      { kind: 'denied' },
      { kind: 'not-found' },
    ]);
  });

  it('makes the folder of its file where that is not there yet', async () => {
    const { path } = testFolder();
    const file = path('new/device-keys.json');
    const keys = createKeyStore({ safeStorage: createFakeSafeStorage(), path: file, platform: 'linux' });
    expect([
      await keys.publicOf('dk'),
      (await keys.create('dk')).kind,
      (await keys.publicOf('dk')).kind,
    ]).toEqual([{ kind: 'not-found' }, 'created', 'found']);
  });

  it('gives a key the id that its caller has noted', async () => {
    const { keys } = build();
    expect(await keys.create('dk_noted')).toMatchObject({ identity: { keyId: 'dk_noted' } });
  });

  it('never writes over a file that it cannot read', async () => {
    const built = build();
    writeFileSync(built.file, 'damaged');
    expect([
      await built.keys.create(),
      await built.keys.publicOf('dk'),
      await built.keys.sign('dk', BYTES),
      await built.keys.delete('dk'),
      readFileSync(built.file, 'utf8'),
    ]).toEqual([
      { kind: 'unavailable' },
      { kind: 'unavailable' },
      { kind: 'unavailable' },
      { kind: 'unavailable' },
      'damaged',
    ]);
  });

  it('keeps what a later version has written beside its own keys', async () => {
    const built = build();
    writeFileSync(built.file, '{"version":1,"keys":{},"later":{"a":1}}');
    await created(built);
    expect(JSON.parse(readFileSync(built.file, 'utf8'))).toMatchObject({ later: { a: 1 } });
  });

  it('does not take a name that every object has for a key', async () => {
    const { keys } = build();
    expect(await keys.publicOf('constructor')).toEqual({ kind: 'not-found' });
  });
});
