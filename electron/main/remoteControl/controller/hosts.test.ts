import { expect, it } from 'vitest';
import { backend, buildController, type ControllerBed } from '../../../../testing/fakes/controllerBed.ts';
import { authorize } from './authorize.ts';
import { pairHost, readHosts, readTypedCode } from './hosts.ts';
import { connectionFor, ownerOf } from './ports.ts';

const signal = new AbortController().signal;
const HOST = 'env_e_host_0123456789';

async function authorized() {
  const bed = await buildController();
  backend.addEnvironment({
    accountId: bed.accountId,
    environmentId: HOST,
    installationId: '22222222-2222-4222-8222-222222222222',
    serverId: `srv_${bed.accountId}`,
    displayName: 'Studio Mac',
    online: true,
  });
  await authorize(bed.ports, signal, () => undefined);
  const clientId = backend.account({ accountId: bed.accountId }).clients[0]?.clientId ?? '';
  return { bed, clientId };
}

function connect(bed: ControllerBed) {
  const owner = ownerOf(bed.ports.readHome());
  if (owner === null) throw new Error('You are signed out.');
  return connectionFor(bed.ports, owner, signal);
}

it('has no computer paired right after authorizing, and pairs one by the code that it shows', async () => {
  const { bed, clientId } = await authorized();
  const host = { environmentId: HOST, name: 'Studio Mac', online: true };
  expect(await readHosts(connect(bed), clientId, null)).toEqual([{ ...host, paired: false }]);
  const code = backend.showCode({ accountId: bed.accountId, environmentId: HOST });
  const typed = ` ${code.toLowerCase().replace('-', ' ')} `;
  expect(await pairHost(connect(bed), bed.clock, clientId, typed)).toEqual({
    kind: 'paired',
    environmentId: HOST,
  });
  expect(await readHosts(connect(bed), clientId, null)).toEqual([{ ...host, paired: true }]);
  expect(await readHosts(connect(bed), clientId, HOST)).toEqual([]);
  expect((await pairHost(connect(bed), bed.clock, clientId, code)).kind).toBe('bad-code');
});

it('waits up to 15 seconds for a computer that the service shows late, and tells one that it never shows', async () => {
  const { bed, clientId } = await authorized();
  let polls = 0;
  bed.through((send) => async (url, init) => {
    if (!url.includes(`/clients/${clientId}/environments`)) return send(url, init);
    polls += 1;
    return polls < 15 ? Response.json({ items: [], cursor: null }) : send(url, init);
  });
  const pair = () => {
    const code = backend.showCode({ accountId: bed.accountId, environmentId: HOST });
    return pairHost(connect(bed), bed.clock, clientId, code);
  };
  expect([(await pair()).kind, polls]).toEqual(['paired', 15]);
  polls = -1000;
  expect([(await pair()).kind, polls]).toEqual(['unlisted', -985]);
});

it('asks nothing of the service for what is no code, and tells a wrong code from a service that is away', async () => {
  const { bed, clientId } = await authorized();
  const before = backend.requests().length;
  expect([
    (await pairHost(connect(bed), bed.clock, clientId, 'ABC')).kind,
    backend.requests().length - before,
    (await pairHost(connect(bed), bed.clock, clientId, 'ABCD-EFGH')).kind,
  ]).toEqual(['bad-code', 0, 'bad-code']);
  bed.through(() => async () => new Response('busy', { status: 503 }));
  expect([
    (await pairHost(connect(bed), bed.clock, clientId, 'ABCD-EFGH')).kind,
    await readHosts(connect(bed), clientId, null),
  ]).toEqual(['offline', null]);
});

it('looks a second apart, fifteen times at the most, and not once more than it has to', async () => {
  const { bed, clientId } = await authorized();
  const waits: number[] = [];
  const clock = { wait: async (milliseconds: number) => void waits.push(milliseconds) };
  bed.through((send) => async (url, init) => {
    const isGrants = url.includes(`/clients/${clientId}/environments`);
    return isGrants ? Response.json({ items: [], cursor: null }) : send(url, init);
  });
  const code = backend.showCode({ accountId: bed.accountId, environmentId: HOST });
  expect([(await pairHost(connect(bed), clock, clientId, code)).kind, waits]).toEqual([
    'unlisted',
    Array.from({ length: 14 }, () => 1000),
  ]);
});

it.each([
  [404, { detail: 'Pairing code not found' }, 'bad-code'],
  [409, { detail: 'Pairing code already claimed' }, 'bad-code'],
  [410, { detail: { message: 'Gone' } }, 'bad-code'],
  [422, { detail: [{ msg: 'x' }] }, 'bad-code'],
  [404, { detail: 'Remote-control client not found' }, 'not-authorized'],
  [403, { detail: { message: 'Remote-control client has been revoked', code: 'x' } }, 'not-authorized'],
  [401, { detail: 'Remote-control client enrollment is incomplete' }, 'not-authorized'],
  [401, { detail: 'Invalid or expired bearer' }, 'refused'],
  [403, { detail: 'Multi-factor authentication required' }, 'refused'],
  [429, { detail: 'Too Many Requests' }, 'offline'],
  [500, { detail: 'Remote-control client not found' }, 'offline'],
  [404, 'Not Found', 'offline'],
  [403, '<html>', 'offline'],
  [200, { environment_id: 7 }, 'offline'],
] as const)('takes %d %j for %s', async (status, body, kind) => {
  const { bed, clientId } = await authorized();
  bed.through((send) => async (url, init) => {
    if (!url.endsWith('/client/pair')) return send(url, init);
    return typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status });
  });
  expect((await pairHost(connect(bed), bed.clock, clientId, 'ABCD-EFGH')).kind).toBe(kind);
});

it.each([
  ['ＡＢＣＤ－ＥＦＧＨ', 'ABCD-EFGH'],
  ['abcd\u00a0efgh\r\n', 'ABCD-EFGH'],
  ['ABCD-EFGH', 'ABCD-EFGH'],
  ['abcdefgh', 'ABCD-EFGH'],
  [' ab cd – ef gh ', 'ABCD-EFGH'],
  ['ABCD-EFG', null],
  ['ABCD-EFGHI', null],
  ['ABCD_EFGH', null],
  ['', null],
])('reads %j as %j', (typed, code) => {
  expect(readTypedCode(typed)).toBe(code);
});
