import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { backend, buildController, type ControllerBed } from '../../../../testing/fakes/controllerBed.ts';
import { PAIRING_KEYS, type JsonObject, type JsonValue } from '../../globalState/index.ts';
import { authorize } from './authorize.ts';
import { deleteQueuedKeys } from './queuedKeys.ts';
import { settleUnconfirmed } from './settleUnconfirmed.ts';
import { ownerOf } from './ports.ts';

const NEVER = new AbortController().signal;

async function run(bed: ControllerBed, signal = NEVER) {
  const steps: string[] = [];
  const result = await authorize(bed.ports, signal, (step) => steps.push(step));
  return { result, steps };
}

function settle(bed: ControllerBed, asked: 'just-now' | 'long-ago' = 'long-ago') {
  const owner = ownerOf(bed.ports.readHome());
  if (owner === null) throw new Error('You are signed out.');
  return settleUnconfirmed(bed.ports, owner, NEVER, asked);
}
const settledAs = async (bed: ControllerBed) => (await settle(bed)).kind;

const callsOf = ({ accountId }: ControllerBed) =>
  backend
    .requests()
    .filter(({ headers }) => headers['chatgpt-account-id'] === accountId)
    .flatMap(({ endpoint }) => (endpoint?.startsWith('client-') ? [endpoint] : []));
const clientsOf = ({ accountId }: ControllerBed) => backend.account({ accountId }).clients;

/** Nothing is enrolled, no key is left, and the person may press again. */
function expectNothingDone(bed: ControllerBed): void {
  expect([
    bed.keys.keyIds,
    bed.state.record.controller.keyDeletions,
    bed.authorizations().map(({ kind }) => kind),
    bed.enrollments(),
  ]).toEqual([[], [], ['needed'], {}]);
}

describe('authorize', () => {
  it('enrolls, proves it by a refresh, and stores it in both files under the old key with the user id of the server', async () => {
    const bed = await buildController();
    const { result, steps } = await run(bed);
    expect([result, steps, callsOf(bed), bed.browserVisits()]).toEqual([
      { kind: 'authorized' },
      ['preparing', 'browser', 'finishing'],
      ['client-enroll-start', 'client-enroll-finish', 'client-refresh-start', 'client-refresh-finish'],
      1,
    ]);
    const [client] = clientsOf(bed);
    const [keyId] = bed.keys.keyIds;
    const mapKey = [...bed.mapKey.split('\n').slice(0, -1), bed.accountUserId].join('\n');
    const value = {
      accountUserId: bed.accountUserId,
      algorithm: 'ecdsa_p256_sha256',
      clientId: client?.clientId,
      keyId,
      protectionClass: 'os_protected_nonextractable',
      publicKeySpkiDerBase64: client?.deviceKey?.spki,
    };
    expect([
      client?.enrollmentStatus,
      bed.enrollments(),
      bed.enrollments('mirror'),
      bed.authorizations(),
    ]).toEqual(['enrolled_device_key', { [mapKey]: value }, { [mapKey]: value }, []]);
  });

  it('is never a first enrollment: without a removed entry nothing is asked of the service or the person', async () => {
    const bed = await buildController({ record: 'none' });
    expect([(await run(bed)).result, callsOf(bed), bed.browserVisits(), bed.keys.keyIds]).toEqual([
      { kind: 'failed', reason: 'not-needed' },
      [],
      0,
      [],
    ]);
  });

  it('leaves an enrollment alone that another program has stored meanwhile', async () => {
    const bed = await buildController();
    await run(bed);
    const before = bed.enrollments();
    expect([(await run(bed)).result, bed.enrollments(), bed.browserVisits()]).toEqual([
      { kind: 'authorized' },
      before,
      1,
    ]);
  });

  it.each([
    [{ kind: 'cancelled' }, 'cancelled'],
    [{ kind: 'refused' }, 'reauthentication-refused'],
    [{ kind: 'wrong-account' }, 'wrong-account'],
    [{ kind: 'port-busy' }, 'port-busy'],
    [{ kind: 'timed-out' }, 'timed-out'],
    [{ kind: 'offline' }, 'offline'],
  ] as const)('a browser step that ends with %j deletes the new key and stops', async (answer, reason) => {
    const bed = await buildController();
    bed.answerBrowser(answer);
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason });
    expect(callsOf(bed)).toEqual(['client-enroll-start']);
    expectNothingDone(bed);
  });

  it.each([
    ['stale-password', 'reauthentication-refused'],
    ['without-second-factor', 'reauthentication-refused'],
  ] as const)(
    'a step-up that the server calls %s deletes the new key and is not repeated',
    async (how, reason) => {
      const bed = await buildController();
      backend.setBrowser({ reauthentication: { accountId: bed.accountId, how } });
      expect((await run(bed)).result).toEqual({ kind: 'failed', reason });
      expect(callsOf(bed)).toEqual(['client-enroll-start', 'client-enroll-finish']);
      expectNothingDone(bed);
    },
  );

  it.each([
    [403, { detail: 'Multi-factor authentication required' }, 'second-factor-missing'],
    [
      403,
      { detail: { message: 'Multi-factor authentication required', code: 'x' } },
      'second-factor-missing',
    ],
    [403, { detail: 'multi-factor authentication required' }, 'refused'],
    [401, { detail: { message: 'x', code: 'remote_control_reauth_required' } }, 'reauthentication-refused'],
    [401, { detail: 'remote_control_reauth_required' }, 'reauthentication-refused'],
    [403, { detail: { message: 'No' } }, 'refused'],
    [400, { detail: 'Bad request body' }, 'refused'],
    [422, { detail: [{ loc: ['body', 'step_up_token'], msg: 'Field required' }] }, 'refused'],
    [401, { detail: { message: 'x', code: 'token_invalidated' } }, 'signed-out'],
  ] as const)('a finish that is refused with %d %j deletes the new key', async (status, body, reason) => {
    const bed = await buildController();
    bed.through(answering('/enroll/finish', () => Response.json(body, { status })));
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason });
    expectNothingDone(bed);
  });

  it.each([
    ['denied', 'key-store-denied'],
    ['locked', 'key-store-locked'],
    ['unavailable', 'key-store-unavailable'],
  ] as const)('a key store that is %s is told before any browser opens', async (problem, reason) => {
    const bed = await buildController();
    bed.keys.fail('create', problem);
    expect([(await run(bed)).result, bed.browserVisits()]).toEqual([{ kind: 'failed', reason }, 0]);
    expectNothingDone(bed);
  });

  it('a key that signs with another private key sends nothing', async () => {
    const bed = await buildController();
    bed.answerBrowser(async () => {
      for (const keyId of bed.keys.keyIds) bed.keys.replace(keyId);
      return { kind: 'token', token: backend.mintStepUp({ accountId: bed.accountId }) };
    });
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'key-missing' });
    expect(callsOf(bed)).toEqual(['client-enroll-start']);
    expectNothingDone(bed);
  });

  it('ends at once when it is cancelled in the browser', async () => {
    const bed = await buildController();
    const cancel = new AbortController();
    bed.answerBrowser(async (signal) => {
      cancel.abort();
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'refused' };
    });
    expect((await run(bed, cancel.signal)).result).toEqual({ kind: 'failed', reason: 'cancelled' });
    expectNothingDone(bed);
  });

  it('sends nothing for another account than the one that began', async () => {
    const bed = await buildController();
    const other = backend.addAccount({});
    bed.answerBrowser(async () => {
      const auth = backend.mintAuth({ accountId: other.accountId });
      bed.profile.writeAuth(auth);
      return { kind: 'token', token: backend.mintStepUp({ accountId: bed.accountId }) };
    });
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'wrong-account' });
    expect([callsOf(bed), bed.keys.keyIds]).toEqual([['client-enroll-start'], []]);
  });

  it('does not answer a challenge that a slow person has let expire', async () => {
    const bed = await buildController();
    bed.answerBrowser(async () => {
      bed.clock.advance(11 * 60 * 1000);
      return { kind: 'token', token: backend.mintStepUp({ accountId: bed.accountId }) };
    });
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'timed-out' });
    expectNothingDone(bed);
  });

  it('works on a computer whose clock is a day wrong: the time of the server counts', async () => {
    for (const day of [-1, 1]) {
      const bed = await buildController();
      bed.clock.setWallClock(day * 24 * 60 * 60 * 1000);
      expect((await run(bed)).result).toEqual({ kind: 'authorized' });
    }
  });

  it('does not take a clock that is set meanwhile for a challenge that has expired', async () => {
    for (const hours of [-5, 5]) {
      const bed = await buildController();
      bed.answerBrowser(async () => {
        bed.clock.setWallClock(hours * 60 * 60 * 1000);
        return { kind: 'token', token: backend.mintStepUp({ accountId: bed.accountId }) };
      });
      expect((await run(bed)).result).toEqual({ kind: 'authorized' });
    }
  });

  it('stores the short form of the user id where the server names the user by that', async () => {
    const bed = await buildController({ userIdForm: 'short' });
    expect((await run(bed)).result).toEqual({ kind: 'authorized' });
    const [[mapKey, entry] = []] = Object.entries(bed.enrollments());
    expect([bed.accountUserId.includes('__'), mapKey?.split('\n').at(-1), entry]).toEqual([
      false,
      bed.accountUserId,
      expect.objectContaining({ accountUserId: bed.accountUserId }),
    ]);
  });

  it('asks nothing of the service once it was cancelled', async () => {
    const bed = await buildController();
    expect((await run(bed, AbortSignal.abort())).result).toEqual({ kind: 'failed', reason: 'cancelled' });
    expect(callsOf(bed)).toEqual([]);
    expectNothingDone(bed);
  });

  it('is not held up by a browser step that does not end, nor by one that rejects', async () => {
    const bed = await buildController();
    const cancel = new AbortController();
    bed.answerBrowser(() => {
      cancel.abort();
      return new Promise(() => undefined);
    });
    expect((await run(bed, cancel.signal)).result).toEqual({ kind: 'failed', reason: 'cancelled' });
    expectNothingDone(bed);
    bed.answerBrowser(() => Promise.reject(new Error('broken')));
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'refused' });
    expectNothingDone(bed);
  });

  it('writes nothing while another app owns the files', async () => {
    const bed = await buildController();
    const ports = { ...bed.ports, ownsFiles: () => false };
    expect(await authorize(ports, NEVER, () => undefined)).toEqual({ kind: 'failed', reason: 'app-running' });
    expect(callsOf(bed)).toEqual([]);
  });

  it.each([
    ['in no form of its own', () => new Response('', { status: 401 })],
    ['by a page', () => new Response('<html>', { status: 401, headers: { 'content-type': 'text/html' } })],
    ['by a code', () => Response.json({ error: { code: 'token_expired' } }, { status: 401 })],
  ])('tries a sign-in that is refused %s once more with a newer token, and no more', async (_, refusal) => {
    const bed = await buildController();
    let asked = 0;
    bed.through((send) => async (url, init) => {
      if (!url.endsWith('/enroll/start')) return send(url, init);
      asked += 1;
      bed.profile.writeAuth(
        backend.mintAuth({ accountId: bed.accountId, expiresAt: Date.UTC(2099, 0, asked) }),
      );
      return refusal();
    });
    expect([(await run(bed)).result, asked]).toEqual([{ kind: 'failed', reason: 'signed-out' }, 2]);
    expectNothingDone(bed);
  });

  it('tries a refused sign-in once more where auth.json holds a newer token', async () => {
    const bed = await buildController();
    let refused = 0;
    bed.through(
      answering('/enroll/start', () => {
        if (refused > 0) return null;
        refused += 1;
        bed.profile.writeAuth(
          backend.mintAuth({ accountId: bed.accountId, expiresAt: Date.UTC(2099, 0, 1) }),
        );
        return Response.json({ detail: 'Invalid or expired bearer' }, { status: 401 });
      }),
    );
    expect((await run(bed)).result).toEqual({ kind: 'authorized' });
  });
});

it('knows an enrollment that only the mirror has, where there is no main file', async () => {
  const bed = await buildController();
  await run(bed);
  const kept = bed.profile.readState('mirror');
  await bed.state.close();
  rmSync(bed.profile.stateFile);
  bed.profile.writeState(kept, 'mirror');
  const again = await bed.restart();
  expect([(await run(again)).result, again.browserVisits()]).toEqual([{ kind: 'authorized' }, 0]);
});

describe('an answer that was lost', () => {
  it.each([
    ['a gateway page', () => new Response('<html></html>', { status: 502 })],
    ['a connection that breaks', () => Promise.reject(new TypeError('fetch failed'))],
    ['a body of another shape', () => Response.json({ ok: true })],
    [
      "a gateway's refusal in a page",
      () => new Response('{"detail":"Forbidden"}', { status: 403, headers: { 'content-type': 'text/html' } }),
    ],
    [
      'a refusal that says two things',
      () =>
        new Response('{"detail":"No","detail":"Yes"}', {
          status: 403,
          headers: { 'content-type': 'application/json' },
        }),
    ],
    [
      'a refusal out of a cache',
      () => Response.json({ detail: 'No' }, { status: 403, headers: { age: '60' } }),
    ],
    ['a conflict', () => Response.json({ detail: 'Conflict' }, { status: 409 })],
    ['an answer that comes without its time', () => Response.json({ expires_at: '2999-01-01' })],
  ])('%s after the server has enrolled: a refresh proves it', async (_, lost) => {
    const bed = await buildController();
    bed.through((send) => async (url, init) => {
      const answer = await send(url, init);
      return url.endsWith('/enroll/finish') ? (lost() as Promise<Response>) : answer;
    });
    expect((await run(bed)).result).toEqual({ kind: 'authorized' });
    expect(Object.keys(bed.enrollments())).toHaveLength(1);
  });

  it('keeps the key while nothing is known, through a restart, and never sends finish again', async () => {
    const bed = await buildController();
    bed.through((send) => async (url, init) => {
      if (url.endsWith('/enroll/finish')) await send(url, init);
      return /enroll\/finish|refresh/.test(url) ? new Response('busy', { status: 503 }) : send(url, init);
    });
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'unconfirmed' });
    const kept = bed.keys.keyIds;
    expect([bed.authorizations().map(({ kind }) => kind), kept.length]).toEqual([['unconfirmed'], 1]);

    const later = await bed.restart();
    expect(await settledAs(later)).toBe('stored');
    expect([later.keys.keyIds, later.authorizations(), Object.keys(later.enrollments()).length]).toEqual([
      kept,
      [],
      1,
    ]);
    expect(callsOf(bed).filter((name) => name === 'client-enroll-finish')).toHaveLength(1);
  });

  it.each(['/refresh/start', '/refresh/finish'])(
    'takes no success out of a cache for a proof: %s',
    async (end) => {
      const bed = await buildController();
      const isStale = { is: true };
      bed.through((send) => async (url, init) => {
        const answer = await send(url, init);
        if (!isStale.is || !url.endsWith(end)) return answer;
        return Response.json(await (answer as Response).json(), { headers: { age: '1' } });
      });
      expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'unconfirmed' });
      expect(bed.enrollments()).toEqual({});
      isStale.is = false;
      expect(await settledAs(bed)).toBe('stored');
    },
  );

  it('drops an attempt that the server calls incomplete twice, but not right after it was sent', async () => {
    const bed = await buildController();
    bed.through(answering('/enroll/finish', () => new Response('busy', { status: 503 })));
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'unconfirmed' });
    expect(bed.keys.keyIds).toHaveLength(1);
    expect(await settledAs(bed)).toBe('dropped');
    expectNothingDone(bed);
  });

  it('drops an attempt whose client was revoked, or whose key is gone', async () => {
    for (const end of ['revoked', 'key'] as const) {
      const bed = await buildController();
      bed.through(
        (send) => async (url, init) =>
          url.endsWith('/refresh/start') ? new Response('busy', { status: 503 }) : send(url, init),
      );
      await run(bed);
      const later = await bed.restart();
      const clientId = clientsOf(bed)[0]?.clientId ?? '';
      if (end === 'revoked') backend.revokeClient({ accountId: bed.accountId, clientId });
      else await later.keys.delete(later.keys.keyIds[0] ?? '');
      expect(await settledAs(later)).toBe('dropped');
      expectNothingDone(later);
    }
  });

  it('keeps an attempt behind a bare 404 while a list has the client, and drops it once two lists do not', async () => {
    const bed = await buildController();
    bed.through(
      (send) => async (url, init) =>
        url.endsWith('/refresh/start')
          ? Response.json({ detail: 'Not Found' }, { status: 404 })
          : send(url, init),
    );
    await run(bed);
    expect([await settledAs(bed), bed.keys.keyIds.length]).toEqual(['open', 1]);
    backend.deleteClient({ accountId: bed.accountId, clientId: clientsOf(bed)[0]?.clientId ?? '' });
    expect(await settledAs(bed)).toBe('dropped');
    expectNothingDone(bed);
  });

  it('keeps an attempt while the key store is locked', async () => {
    const bed = await buildController();
    bed.answerBrowser(async () => ({
      kind: 'token',
      token: backend.mintStepUp({ accountId: bed.accountId }),
    }));
    bed.keys.fail('publicOf', 'locked');
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'unconfirmed' });
    expect([await settledAs(bed), bed.keys.keyIds.length]).toEqual(['open', 1]);
    bed.keys.fail('publicOf', null);
    expect(await settledAs(bed)).toBe('stored');
  });

  it('a press answers the open question first, without a person', async () => {
    const bed = await buildController();
    bed.keys.fail('publicOf', 'locked');
    await run(bed);
    bed.keys.fail('publicOf', null);
    expect([(await run(bed)).result, bed.browserVisits()]).toEqual([{ kind: 'authorized' }, 1]);
  });
});

describe('several open authorizations of one account', () => {
  it('settles the attempt whose end is not known before another one begins', async () => {
    const bed = await buildController();
    bed.through(
      (send) => async (url, init) =>
        url.includes('/refresh/') ? new Response('busy', { status: 503 }) : send(url, init),
    );
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'unconfirmed' });
    const [attempt] = bed.authorizations();
    if (attempt === undefined) throw new Error('There is no attempt.');
    const { accountId, accountUserId, baseUrl } = attempt;
    // Another entry of the account, under another key, is removed by a repair meanwhile.
    const needed = { kind: 'needed', mapKey: 'other\nkey', accountId, accountUserId, baseUrl } as const;
    bed.state.changeController([{ kind: 'need', authorization: needed }]);
    await bed.state.flush();
    const later = await bed.restart();
    expect([(await run(later)).result, later.browserVisits(), later.keys.keyIds.length]).toEqual([
      { kind: 'authorized' },
      0,
      1,
    ]);
    expect(Object.keys(later.enrollments())).toHaveLength(1);
  });
});

describe('another program', () => {
  it.each(['browser', '/enroll/finish', '/refresh/start', '/refresh/finish'])(
    'that writes the file as it remembers it, without our record, at %s: both are kept',
    async (moment) => {
      const bed = await buildController();
      const { 'mobile-pairing-repair': _, ...others } = bed.profile.readState();
      const remembered = { ...others, theirs: moment };
      const write = () => {
        for (const file of ['main', 'mirror'] as const) bed.profile.writeState(remembered, file);
      };
      bed.answerBrowser(async () => {
        if (moment === 'browser') write();
        return { kind: 'token', token: backend.mintStepUp({ accountId: bed.accountId }) };
      });
      bed.through((send) => async (url, init) => {
        const answer = await send(url, init);
        if (url.endsWith(moment)) write();
        return answer;
      });
      expect((await run(bed)).result).toEqual({ kind: 'authorized' });
      expect([
        Object.keys(bed.enrollments()).length,
        Object.keys(bed.enrollments('mirror')).length,
        bed.profile.readState()['theirs'],
        bed.keys.keyIds.length,
      ]).toEqual([1, 1, moment, 1]);
      await bed.state.refresh();
      await deleteQueuedKeys(bed.state, bed.keys);
      expect(bed.keys.keyIds).toHaveLength(1);
    },
  );
});

describe('a place that is taken', () => {
  const theirs = { clientId: 'cli_b', accountUserId: 'user-b', keyId: 'dk_b' };

  it.each([
    ['the entry of another account', theirs],
    ['what is no entry', 'opaque'],
  ])('by %s is not written over, and no browser opens', async (_, value) => {
    const bed = await buildController({ record: 'none' });
    await underOneKey(bed, value);
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'not-needed' });
    expect([bed.enrollments(), bed.browserVisits(), bed.keys.keyIds]).toEqual([{ default: value }, 0, []]);
  });

  it('while the person was in the browser is not written over, and what the server accepted is kept', async () => {
    const bed = await buildController({ record: 'none' });
    await underOneKey(bed);
    bed.answerBrowser(async () => {
      bed.profile.writeState({ ...bed.profile.readState(), ...storedUnderOneKey(theirs) }, 'main');
      return { kind: 'token', token: backend.mintStepUp({ accountId: bed.accountId }) };
    });
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'unconfirmed' });
    expect([bed.enrollments(), bed.keys.keyIds.length]).toEqual([{ default: theirs }, 1]);
    bed.profile.writeState({ ...bed.profile.readState(), [PAIRING_KEYS.clientEnrollments]: {} }, 'main');
    expect(await settledAs(bed)).toBe('stored');
    expect(Object.keys(bed.enrollments())).toEqual(['default']);
  });

  it('by null is free', async () => {
    const bed = await buildController({ record: 'none' });
    await underOneKey(bed, null);
    expect((await run(bed)).result).toEqual({ kind: 'authorized' });
    expect(bed.enrollments()['default']).toMatchObject({ accountUserId: bed.accountUserId });
  });

  it('in the mirror alone is left there', async () => {
    const bed = await buildController({ record: 'none' });
    await underOneKey(bed);
    bed.profile.writeState({ ...bed.profile.readState('mirror'), ...storedUnderOneKey(theirs) }, 'mirror');
    expect((await run(bed)).result).toEqual({ kind: 'authorized' });
    expect([Object.keys(bed.enrollments()), bed.enrollments('mirror')]).toEqual([
      ['default'],
      { default: theirs },
    ]);
  });
});

describe('a key', () => {
  it('is queued for deletion before it is made, so that a kill right behind its making leaves none', async () => {
    const bed = await buildController();
    const queued: unknown[] = [];
    const { deviceKeys } = bed.ports;
    const create: typeof deviceKeys.create = async (keyId) => {
      const record = bed.profile.readState()['mobile-pairing-repair'] as { controller?: object };
      queued.push(keyId, record.controller);
      await deviceKeys.create(keyId);
      // What a kill leaves: a key, and no attempt that names it.
      throw new Error('killed');
    };
    const ports = { ...bed.ports, deviceKeys: { ...deviceKeys, create } };
    await expect(authorize(ports, NEVER, () => undefined)).rejects.toThrow('killed');
    expect(queued[1]).toMatchObject({ keyDeletions: [{ keyId: queued[0] }] });
    expect(bed.keys.keyIds).toEqual([queued[0]]);
    const later = await bed.restart();
    await deleteQueuedKeys(later.state, later.keys);
    expectNothingDone(later);
  });

  it('may have an id that its store has chosen, and leaves nothing queued then', async () => {
    const bed = await buildController();
    const { deviceKeys } = bed.ports;
    const ports = { ...bed.ports, deviceKeys: { ...deviceKeys, create: () => deviceKeys.create('dk_own') } };
    expect(await authorize(ports, NEVER, () => undefined)).toEqual({ kind: 'authorized' });
    expect([bed.keys.keyIds, bed.state.record.controller.keyDeletions]).toEqual([['dk_own'], []]);
  });

  it.each([
    { protectionClass: 'allow_os_protected_nonextractable' },
    { algorithm: 'ES256' },
    { publicKeySpkiDerBase64: 'MFkw' },
  ])('that the service would not take, %j, is deleted before any browser opens', async (change) => {
    const bed = await buildController();
    const { deviceKeys } = bed.ports;
    const create: typeof deviceKeys.create = async (keyId) => {
      const created = await deviceKeys.create(keyId);
      if (created.kind !== 'created') return created;
      return { kind: 'created', identity: { ...created.identity, ...change } as typeof created.identity };
    };
    const ports = { ...bed.ports, deviceKeys: { ...deviceKeys, create } };
    expect(await authorize(ports, NEVER, () => undefined)).toEqual({
      kind: 'failed',
      reason: 'key-store-unavailable',
    });
    expect(bed.browserVisits()).toBe(0);
    expectNothingDone(bed);
  });

  it('is stored with its public facts alone, whatever else its store says of it', async () => {
    const bed = await buildController();
    const { deviceKeys } = bed.ports;
    const create: typeof deviceKeys.create = async (keyId) => {
      const created = await deviceKeys.create(keyId);
      if (created.kind !== 'created') return created;
      return { kind: 'created', identity: Object.assign(created.identity, { handle: 'private-handle' }) };
    };
    bed.through((send) => (url, init) => {
      expect(JSON.stringify(bed.profile.readState())).not.toContain('private-handle');
      return send(url, init);
    });
    const ports = { ...bed.ports, deviceKeys: { ...deviceKeys, create } };
    expect(await authorize(ports, NEVER, () => undefined)).toEqual({ kind: 'authorized' });
    expect(Object.keys(Object.values(bed.enrollments())[0] as object)).toEqual([
      'accountUserId',
      'algorithm',
      'clientId',
      'keyId',
      'protectionClass',
      'publicKeySpkiDerBase64',
    ]);
  });
});

describe('a file that cannot be written', () => {
  it('after the server has enrolled is told as that, and the next press stores it without a person', async () => {
    const bed = await buildController();
    let good: JsonObject = {};
    bed.through((send) => async (url, init) => {
      const answer = await send(url, init);
      if (url.endsWith('/refresh/finish') && Object.keys(good).length === 0) {
        good = bed.profile.readState();
        bed.profile.writeState('damaged', 'main');
      }
      return answer;
    });
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'write-failed' });
    bed.profile.writeState(good, 'main');
    expect([(await run(bed)).result, bed.browserVisits()]).toEqual([{ kind: 'authorized' }, 1]);
  });

  it('ends it before finish is sent', async () => {
    const bed = await buildController();
    bed.answerBrowser(async () => {
      bed.profile.writeState('damaged', 'main');
      return { kind: 'token', token: backend.mintStepUp({ accountId: bed.accountId }) };
    });
    expect((await run(bed)).result).toEqual({ kind: 'failed', reason: 'write-failed' });
    expect([callsOf(bed), bed.authorizations().map(({ kind }) => kind)]).toEqual([
      ['client-enroll-start'],
      ['needed'],
    ]);
  });
});

const storedUnderOneKey = (value: JsonValue): JsonObject => ({
  [PAIRING_KEYS.clientEnrollments]: { default: value },
});

/** The entry that was removed stood under a key that names no account; `value` stands there by now, where it is given. */
async function underOneKey(bed: ControllerBed, value?: JsonValue): Promise<void> {
  const { accountId, accountUserId } = bed;
  const place = { mapKey: 'default', accountId, accountUserId, baseUrl: backend.baseUrl };
  bed.state.changeController([{ kind: 'put', authorization: { kind: 'needed', ...place } }]);
  await bed.state.flush();
  if (value === undefined) return;
  bed.profile.writeState({ ...bed.profile.readState(), ...storedUnderOneKey(value) }, 'main');
}

/** Answers the requests to this endpoint in the server's stead, where `answer` has one. */
function answering(end: string, answer: () => Response | null): Parameters<ControllerBed['through']>[0] {
  return (send) => async (url, init) => (url.endsWith(end) ? answer() : null) ?? send(url, init);
}
