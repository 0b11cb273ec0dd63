import { proven } from '../../../../testing/fakes/commits.ts';
import { expect, it, onTestFinished, vi } from 'vitest';
import { commitOf, testState } from '../../../../testing/fakes/stateFolder.ts';
import { diagnosticsOf } from './diagnostics.ts';
import {
  client,
  environment,
  INSTALLATION_ID,
  judge,
  list,
  OK,
  reading,
  REVOKED,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';

it('tells the verdicts with their evidence, files, outbox, tombstones and heals, and no id whole', async () => {
  const { state } = await testState({
    main: JSON.stringify(stuck('client-with-a-long-id', 'environment-with-a-long-id')),
  });
  const heal = {
    at: '2026-05-04T03:02:01.000Z',
    mode: 'full',
    cause: 'client:another-long-id',
    removed: 3,
  } as const;
  const retired = { kind: 'client', id: 'another-long-id' } as const;
  const outbox = [{ ...retired, accountId: 'account-with-a-long-id', baseUrl: 'https://chatgpt.com' }];
  await state.commit(commitOf({ retire: proven(retired), outbox, heal }));
  const refreshed = { 'client-with-a-long-id': REVOKED };
  const clients = list([client('pending-with-a-long-id', 'pending_enrollment')]);
  const copy = { online: true, installation_id: INSTALLATION_ID };
  const environments = list([environment('copy-with-a-long-id', copy)]);
  const diagnosis = judge(stuck('client-with-a-long-id', 'environment-with-a-long-id'), [
    { ...reading({ refreshed, clients, environments, mfa: OK }), mfaRequirement: 'required' },
  ]);
  const record = diagnosticsOf({
    state,
    result: { kind: 'diagnosed', diagnosis, reason: 'timeout', retryAfterMs: null },
  });
  const evidence = {
    status: null,
    requestId: null,
    oaiRequestId: null,
    cfRay: null,
    attempts: 1,
    isCached: false,
    serverTime: null,
    clockSkewMs: null,
    errorCode: null,
  };
  expect(record).toEqual({
    platform: process.platform,
    architecture: process.arch,
    versions: {
      mobileSetup: expect.stringMatching(/^\d/) as string,
      node: process.versions.node,
      electron: null,
    },
    files: state.facts(),
    refusedWrites: state.refused,
    check: {
      kind: 'diagnosed',
      reason: 'timeout',
      clients: [
        {
          file: '.codex-global-state.json',
          id: 'client-w…',
          verdict: { kind: 'gone', how: 'revoked' },
        },
      ],
      environments: [{ id: 'environm…', verdict: { kind: 'unknown', reason: 'clone-suspected' } }],
      phones: { kind: 'unknown', reason: 'clone-suspected' },
      pendingClients: 1,
      cloneSuspected: true,
      mfaRequirement: 'required',
      readings: [
        [
          { endpoint: 'mfa-requirement', ...evidence },
          { endpoint: 'client-refresh', ...evidence },
        ],
      ],
    },
    tombstones: [{ kind: 'client', id: 'another…' }],
    outbox: [{ kind: 'client', id: 'another…' }],
    heals: [{ at: '2026-05-04T03:02:01.000Z', mode: 'full', removed: 3 }],
  });
  expect(JSON.stringify(record)).not.toMatch(/-long-id|token|key-of|MFkw/);
});

it('tells of no copied computer where there is none, and of Electron where it runs there', async () => {
  const { state } = await testState({});
  vi.stubGlobal('process', { ...process, versions: { ...process.versions, electron: '45.4.1' } });
  onTestFinished(() => void vi.unstubAllGlobals());
  const diagnosis = judge(stuck(), [reading()]);
  const result = { kind: 'diagnosed', diagnosis, reason: null, retryAfterMs: null } as const;
  expect(diagnosticsOf({ state, result })).toMatchObject({
    versions: { electron: '45.4.1' },
    check: { cloneSuspected: false, mfaRequirement: null },
  });
});

it('tells why nothing was checked, and that nothing was', async () => {
  const { state } = await testState({});
  const unchecked = {
    kind: 'unchecked',
    reason: 'signed-out',
    message: 'No one.',
    isEnrolled: true,
  } as const;
  expect([
    diagnosticsOf({ state, result: unchecked })['check'],
    diagnosticsOf({ state, result: null })['check'],
  ]).toEqual([unchecked, null]);
});
