import { expect, it } from 'vitest';
import { readMapKey } from './mapKey.ts';

const BASE = 'https://chatgpt.com/backend-api';
const DESKTOP_API = 'http://localhost:8000/api';

it.each([
  ['', null, null],
  ['opaque', null, null],
  ['user-x__acct', 'user-x__acct', null],
  [`Codex Desktop\n${BASE}\nuser-x`, 'user-x', BASE],
  [`Codex Desktop\n${DESKTOP_API}\nuser-x`, 'user-x', null],
  [`Codex Desktop\n${DESKTOP_API}\n${BASE}\nuser-x`, 'user-x', BASE],
  [`Codex Desktop\n${DESKTOP_API}\n${BASE}\nafter-first-unlock-device-key-v1\nuser-x__a`, 'user-x__a', BASE],
  [
    `Codex Desktop\nhttps://api.openai.com\n${BASE}\nafter-first-unlock-device-key-v1\nuser-x`,
    'user-x',
    BASE,
  ],
  [`a\nb\n${BASE}\nd\ne\nuser-x`, 'user-x', BASE],
])('of %j the user is %j and the service is %j', (key, accountUserId, baseUrl) => {
  expect(readMapKey(key)).toEqual({ accountUserId, baseUrl });
});
