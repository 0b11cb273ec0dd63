import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { createConversation } from './conversation.ts';

afterEach(() => {
  vi.useRealTimers();
});

function converse(timeoutMs?: number) {
  const sent: unknown[] = [];
  const heard: unknown[] = [];
  const conversation = createConversation(
    (line) => sent.push(JSON.parse(line)),
    (method, params) => heard.push([method, params]),
    timeoutMs,
  );
  return { conversation, sent, heard };
}

test('answers find their requests in any order', async () => {
  const { conversation, sent } = converse();
  const first = conversation.request('a', { x: 1 });
  const second = conversation.request('b', undefined);
  conversation.receive('{"id":2,"error":{"code":-32600,"message":"no"}}');
  conversation.receive('{"id":1,"result":null}');
  expect(await Promise.all([first, second])).toEqual([
    { kind: 'ok', value: null },
    { kind: 'refused', code: -32_600, message: 'no' },
  ]);
  expect(sent).toEqual([
    { id: 1, method: 'a', params: { x: 1 } },
    { id: 2, method: 'b' },
  ]);
});

test('what the other side asks is declined, whatever its id, and what it tells is passed on', () => {
  const { conversation, sent, heard } = converse();
  conversation.receive('{"id":"their-id","method":"attestation/generate","params":{}}');
  conversation.receive('{"method":"something/new","params":[1],"emittedAtMs":1}');
  expect({ sent, heard }).toEqual({
    sent: [
      {
        id: 'their-id',
        error: { code: -32_601, message: 'This client does not offer attestation/generate.' },
      },
    ],
    heard: [['something/new', [1]]],
  });
});

test('a request without an answer times out, and the late answer is junk', async () => {
  const { conversation } = converse(1);
  expect(await conversation.request('a', {})).toEqual({ kind: 'timeout' });
  conversation.receive('{"id":1,"result":{}}');
  expect(conversation.junkLines).toBe(1);
});

test('an answer in time leaves no timer behind', async () => {
  vi.useFakeTimers();
  const { conversation } = converse();
  const open = conversation.request('a', {});
  conversation.receive('{"id":1,"result":{}}');
  expect({ answer: await open, timers: vi.getTimerCount() }).toEqual({
    answer: { kind: 'ok', value: {} },
    timers: 0,
  });
});

test('a notification has no id, and junk is counted', () => {
  const { conversation, sent } = converse();
  conversation.notify('initialized');
  for (const line of ['no JSON', '[]', '{"method":"told"}', '{"id":7,"result":{}}'])
    conversation.receive(line);
  expect({ sent, junkLines: conversation.junkLines }).toEqual({
    sent: [{ method: 'initialized' }],
    junkLines: 3,
  });
});

test('the end settles what is open and what is asked later', async () => {
  const { conversation } = converse();
  const open = conversation.request('a', {});
  conversation.end('It ended.');
  const gone = { kind: 'ended', message: 'It ended.' };
  expect([await open, await conversation.request('b', {})]).toEqual([gone, gone]);
});

test('no line makes it throw or settles a request that it does not answer', async () => {
  const anything = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc
      .record(
        {
          // Never the id of the request that is open.
          id: fc.oneof(fc.integer({ min: 2 }), fc.string(), fc.jsonValue()).filter((id) => id !== 1),
          method: fc.oneof(fc.string(), fc.jsonValue()),
          params: fc.jsonValue(),
          result: fc.jsonValue(),
          error: fc.oneof(fc.jsonValue(), fc.record({ code: fc.integer(), message: fc.string() })),
        },
        { requiredKeys: [] },
      )
      .map((message) => JSON.stringify(message)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(anything), async (lines) => {
      const { conversation } = converse();
      const open = conversation.request('a', {});
      for (const line of lines) conversation.receive(line);
      conversation.receive('{"id":1,"result":"mine"}');
      expect(await open).toEqual({ kind: 'ok', value: 'mine' });
    }),
  );
});
