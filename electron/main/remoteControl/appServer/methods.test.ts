import { expect, test } from 'vitest';
import type { CallOutcome } from './contract.ts';
import { createConversation } from './conversation.ts';
import { createMethods } from './methods.ts';

type Methods = ReturnType<typeof createMethods>;
type Ask = (methods: Methods) => Promise<CallOutcome<unknown>>;
type Behaviour = { readonly result: unknown } | { readonly error: object } | 'silent' | 'ending';

/** Asks an app-server that behaves the same whatever it is asked. */
async function asking(ask: Ask, behaviour: Behaviour) {
  const asked: unknown[] = [];
  const conversation = createConversation(
    (line) => {
      const { id, ...request } = JSON.parse(line) as { id: number };
      asked.push(request);
      if (behaviour === 'ending') conversation.end('It ended.');
      else if (behaviour !== 'silent') conversation.receive(JSON.stringify({ id, ...behaviour }));
    },
    () => undefined,
    1,
  );
  return { asked, outcome: await ask(createMethods(conversation)) };
}

const status = { status: 'disabled', serverName: 's', installationId: 'i', environmentId: null };
const pairing = { pairingCode: 'p', manualPairingCode: 'm', environmentId: 'e', expiresAt: 1 };
const client = {
  clientId: 'c',
  displayName: 'd',
  deviceType: null,
  platform: null,
  osVersion: null,
  deviceModel: null,
  appVersion: null,
  lastSeenAt: 1,
};
const page = { data: [client], nextCursor: null };

const enable: Ask = (methods) => methods.enable();
const startPairing: Ask = (methods) => methods.startPairing();
const readPairing: Ask = (methods) => methods.readPairing({ manualPairingCode: 'm' });
const listClients: Ask = (methods) => methods.listClients({ environmentId: 'e', cursor: 'next', limit: 100 });
const revokeClient: Ask = (methods) => methods.revokeClient({ environmentId: 'e', clientId: 'c' });

const METHODS: readonly (readonly [
  method: string,
  ask: Ask,
  params: unknown,
  result: object,
  value: unknown,
])[] = [
  ['remoteControl/enable', (methods) => methods.enable(), {}, status, status],
  [
    'getAuthStatus',
    (methods) => methods.readAuthStatus(),
    { includeToken: true, refreshToken: true },
    { authMethod: 'chatgpt', authToken: 't', requiresOpenaiAuth: true },
    { authMethod: 'chatgpt', authToken: 't', requiresOpenaiAuth: true },
  ],
  ['remoteControl/pairing/start', startPairing, { manualCode: true }, pairing, pairing],
  [
    'remoteControl/pairing/status',
    readPairing,
    { manualPairingCode: 'm' },
    { claimed: true },
    { claimed: true },
  ],
  ['remoteControl/client/list', listClients, { environmentId: 'e', cursor: 'next', limit: 100 }, page, page],
  ['remoteControl/client/revoke', revokeClient, { environmentId: 'e', clientId: 'c' }, { any: 1 }, undefined],
];

test.each(METHODS)(
  '%s is asked with its parameters and answered',
  async (method, ask, params, result, value) => {
    expect(await asking(ask, { result })).toEqual({
      asked: [{ method, params }],
      outcome: { kind: 'ok', value },
    });
  },
);

test.each(METHODS)('%s says when it is refused, gets no answer, or meets the end', async (_method, ask) => {
  const message = 'remote control requires ChatGPT authentication, not Bearer secret';
  const error = { code: -32_600, message };
  const behaviours = [{ error }, 'silent', 'ending'] as const;
  const ways = await Promise.all(behaviours.map((behaviour) => asking(ask, behaviour)));
  expect(ways.map(({ outcome }) => outcome)).toEqual([
    { kind: 'refused', code: -32_600, message: message.replace('secret', '…'), reason: 'signed-out' },
    { kind: 'timeout' },
    { kind: 'ended', message: 'It ended.' },
  ]);
});

const variant = (name: string) =>
  `Invalid request: unknown variant \`${name}\`, expected one of \`initialize\``;

test.each([
  ['too-old', -32_600, variant('remoteControl/enable')],
  ['too-old', -32_601, 'Method not found'],
  // Of a value that it does not know, or of a request that a newer version has given up, that is not said.
  ['unknown', -32_600, variant('sideways')],
  ['unknown', -32_600, variant('getAuthStatus')],
  ['unknown', -32_600, `remote control failed: ${variant('remoteControl/enable')}`],
])('a request is %s to an app-server that says %i %s', async (reason, code, message) => {
  const { outcome } = await asking(enable, { error: { code, message } });
  expect(outcome).toEqual({ kind: 'refused', code, message, reason });
});

test.each(['disabled', 'connecting', 'connected', 'errored'])('a status may be %s', async (word) => {
  const value = { ...status, status: word, environmentId: 'e' };
  expect((await asking(enable, { result: value })).outcome).toEqual({ kind: 'ok', value });
});

test.each<[fields: string, ask: Ask, result: unknown]>([
  ['status', enable, { ...status, status: 'asleep' }],
  ['status, environmentId', enable, { serverName: 's', installationId: 'i' }],
  ['serverName', (methods) => methods.enable(), { ...status, serverName: 's'.repeat(5000) }],
  ['installationId', (methods) => methods.enable(), { ...status, installationId: null }],
  ['pairingCode', startPairing, { ...pairing, pairingCode: '' }],
  ['environmentId', startPairing, { ...pairing, environmentId: '' }],
  ['environmentId', enable, { ...status, environmentId: '' }],
  ['expiresAt', startPairing, { ...pairing, expiresAt: '2026-11-22T12:00:00Z' }],
  ['claimed', readPairing, { claimed: 'yes' }],
  ['data', listClients, { nextCursor: null }],
  ['data.1.clientId', listClients, { ...page, data: [client, { ...client, clientId: null }] }],
  ['the whole', revokeClient, 'yes'],
  ['authToken', (methods) => methods.readAuthStatus(), { authMethod: null }],
])('an answer of another form is refused, and names %s', async (fields, ask, result) => {
  expect((await asking(ask, { result })).outcome).toEqual({
    kind: 'refused',
    code: -32_603,
    message: `The answer of the Codex app-server has an unexpected form (${fields}).`,
    reason: 'bad-shape',
  });
});
