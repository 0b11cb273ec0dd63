import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pMap from 'p-map';
import { openGlobalState, PAIRING_KEYS, type JsonObject } from '../../electron/main/globalState/index.ts';
import type { Backend } from '../../testing/backend/index.ts';
import { enrollmentKey, makeProfile, unpairedState } from '../../testing/profiles/profile.ts';
import type { Job } from './job.ts';

const CONCURRENCY = 2;

/** A death of the app in the middle of an authorization, and what it left. */
export interface Crash {
  readonly where: string;
  readonly failures: readonly string[];
}

/** Lets the app die before and after each effect of an authorization, and then settle, and be asked again by a person. */
export async function crashEverywhere(backend: Backend, child: string): Promise<readonly Crash[]> {
  const whole = await run(
    child,
    (await computer(backend)).job({ work: 'authorize', killAt: 0, when: 'before' }),
  );
  if (whole === null) throw new Error('An authorization that was not killed did not end.');
  const points = whole.effects.flatMap((name, index) =>
    (['before', 'after'] as const).map((when) => ({ name, when, killAt: index + 1 })),
  );
  return pMap(
    points,
    async ({ name, when, killAt }) => ({
      where: `${when} effect ${killAt}, ${name}`,
      failures: await crash(backend, child, { killAt, when }),
    }),
    { concurrency: CONCURRENCY },
  );
}

async function crash(
  backend: Backend,
  child: string,
  point: Pick<Job, 'killAt' | 'when'>,
): Promise<readonly string[]> {
  const made = await computer(backend);
  try {
    await run(child, made.job({ work: 'authorize', ...point }));
    const settled = await run(child, made.job({ work: 'settle', killAt: 0, when: 'before' }));
    const after = made.look();
    const failures = [
      ...(settled === null ? ['the next launch does not end'] : []),
      ...(settled?.outcome === 'open' ? ['a question stays open although the service answers'] : []),
      ...after.wrong,
      ...(after.keyIds.length > after.entries.length ? ['a key is left that nothing needs'] : []),
      // What the server has accepted may not be lost: that client could never be used again.
      ...(after.accepted.length > 0 && after.entries.length === 0 ? ['an accepted enrollment was lost'] : []),
    ];
    await run(child, made.job({ work: 'authorize', killAt: 0, when: 'before' }));
    const end = made.look();
    return [
      ...failures,
      ...end.wrong,
      ...(end.entries.length === 1 ? [] : [`after the next press there are ${end.entries.length} entries`]),
      ...(end.finishes > end.accepted.length + 1 ? ['finish was sent again'] : []),
      ...(end.keyIds.length === 1 ? [] : [`${end.keyIds.length} keys are left`]),
    ];
  } finally {
    made.remove();
  }
}

/** A computer whose controller half was removed, and what became of it. */
async function computer(backend: Backend) {
  const account = backend.addAccount({});
  const { accountId } = account;
  const before = unpairedState();
  const profile = makeProfile({ backend, account, state: before, mirror: before });
  const mapKey = enrollmentKey({ baseUrl: backend.baseUrl, accountUserId: account.userId });
  const state = await openGlobalState({ folder: profile.codexHome, access: 'write' });
  const owner = { accountId, accountUserId: account.userId, baseUrl: backend.baseUrl };
  state.changeController([{ kind: 'put', authorization: { kind: 'needed', mapKey, ...owner } }]);
  await state.close();
  const keyFile = join(profile.codexHome, 'device-keys.json');
  const keyRing = randomBytes(32).toString('base64');

  const entriesIn = (file: 'main' | 'mirror') =>
    Object.values(
      (profile.readState(file)[PAIRING_KEYS.clientEnrollments] ?? {}) as JsonObject,
    ) as JsonObject[];
  const others = (file: 'main' | 'mirror') =>
    Object.entries(before).filter(
      ([key, value]) => JSON.stringify(profile.readState(file)[key]) !== JSON.stringify(value),
    );
  return {
    job: (what: Pick<Job, 'work' | 'killAt' | 'when'>): Job => ({
      ...what,
      codexHome: profile.codexHome,
      keyFile,
      keyRing,
      stepUpToken: backend.mintStepUp({ accountId }),
    }),
    look() {
      const entries = entriesIn('main');
      const keyIds = existsSync(keyFile)
        ? Object.keys((JSON.parse(readFileSync(keyFile, 'utf8')) as { keys: object }).keys)
        : [];
      const clients = backend.account({ accountId }).clients;
      const accepted = clients.filter(({ enrollmentStatus }) => enrollmentStatus === 'enrolled_device_key');
      const finishes = backend
        .requests()
        .filter(
          ({ endpoint, headers }) =>
            endpoint === 'client-enroll-finish' && headers['chatgpt-account-id'] === accountId,
        ).length;
      const isKnown = ({ clientId, keyId }: JsonObject) =>
        accepted.some((client) => client.clientId === clientId && client.deviceKey?.keyId === keyId);
      const wrong = [
        ...entries
          .filter((entry) => !isKnown(entry))
          .map(() => 'an entry is stored that the service does not know'),
        ...entries
          .filter(({ keyId }) => !keyIds.includes(String(keyId)))
          .map(() => 'an entry is stored whose key is gone'),
        ...[...others('main'), ...others('mirror')].map(([key]) => `${key} was lost`),
      ];
      return { entries, keyIds, accepted, finishes, wrong };
    },
    remove: () => profile.remove(),
  };
}

interface Report {
  readonly effects: readonly string[];
  readonly outcome: string;
}

async function run(child: string, job: Job): Promise<Report | null> {
  const running = spawn(process.execPath, [child, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = await text(running.stdout);
  return output === '' ? null : (JSON.parse(output) as Report);
}
