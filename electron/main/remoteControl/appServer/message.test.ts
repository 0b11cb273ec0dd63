import { expect, test } from 'vitest';
import { readMessage } from './message.ts';

test.each([
  ['{"id":1,"result":null}', { kind: 'response', id: 1, result: null }],
  [
    '{"id":"a","error":{"code":-32600,"message":"no"}}',
    { kind: 'refusal', id: 'a', code: -32_600, message: 'no' },
  ],
  ['{"method":"told"}', { kind: 'notification', method: 'told', params: undefined }],
  ['{"id":1,"method":"asked","params":{}}', { kind: 'request', id: 1, method: 'asked' }],
  ['{"id":1}', { kind: 'junk' }],
  ['{"result":{}}', { kind: 'junk' }],
  ['{"id":1,"error":{"code":-32600}}', { kind: 'junk' }],
  ['{"id":1,"error":{"message":"no"}}', { kind: 'junk' }],
  ['{"id":null,"result":{}}', { kind: 'junk' }],
  ['{"id":1,"result":', { kind: 'junk' }],
  ['', { kind: 'junk' }],
])('%s', (line, message) => {
  expect(readMessage(line)).toEqual(message);
});
