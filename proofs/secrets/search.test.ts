import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { redact } from '../../electron/main/remoteControl/index.ts';
import { plantSecrets, speak, speakPage } from './planted.ts';
import { filesIn, findSecrets } from './search.ts';

const SECRET = { kind: 'token', value: 'planted0123456789abcdef0123456789' };
const bytes = Buffer.from(SECRET.value);

test.each([
  ['as it is', SECRET.value],
  ['its first half alone', `${SECRET.value.slice(0, 20)}…`],
  ['its second half alone', `…${SECRET.value.slice(-20)}`],
  ['in Base64', bytes.toString('base64')],
  ['in hex', bytes.toString('hex')],
  ['in JSON in JSON', JSON.stringify(JSON.stringify({ token: SECRET.value }))],
])('a secret is found: %s', (_name, text) => {
  expect(findSecrets([{ name: 'a log', text }], [SECRET])).toEqual(['the token stands in a log']);
});

test('a shortened one is not', () => {
  expect(findSecrets([{ name: 'a log', text: `${SECRET.value.slice(0, 8)}…` }], [SECRET])).toEqual([]);
});

test('a secret is found in a file, however deep and however wide its letters', () => {
  const folder = makeFolder();
  onTestFinished(() => removeFolder(folder));
  mkdirSync(join(folder, 'a', 'b'), { recursive: true });
  writeFileSync(join(folder, 'a', 'b', 'wide'), Buffer.from(SECRET.value, 'utf16le'));
  expect(findSecrets(filesIn(folder), [SECRET])).toEqual([`the token stands in ${join('a', 'b', 'wide')}`]);
});

test.each([
  ['JSON', speak],
  ['a page', speakPage],
])('a service that says secrets in %s says every one of them, and redacted none', (_name, say) => {
  const planted = plantSecrets();
  const places = [say(planted), redact(say(planted))].map((text, index) => ({ name: String(index), text }));
  expect(findSecrets(places, planted.spoken)).toEqual(
    planted.spoken.map(({ kind }) => `the ${kind} stands in 0`),
  );
});
