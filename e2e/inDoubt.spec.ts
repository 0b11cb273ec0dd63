import { bytesOf } from './app.ts';
import { stuckState } from '../testing/profiles/profile.ts';
import { enrollments, pairingRequests } from './requests.ts';
import { expect, test, type TestBed } from './test.ts';

interface Doubt {
  readonly name: string;
  /** What the screen says is wrong. */
  readonly words: RegExp;
  readonly begin: (testBed: Pick<TestBed, 'backend' | 'account'>) => void;
  readonly end: (testBed: Pick<TestBed, 'backend' | 'account'>) => void;
}

const lists = ['clients', 'environments'] as const;

const DOUBTS: readonly Doubt[] = [
  {
    name: 'offline',
    words: /no connection/i,
    begin: ({ backend }) => void lists.map((endpoint) => backend.addFault({ endpoint, drop: true })),
    end: ({ backend }) => backend.clearFaults(),
  },
  {
    name: '503',
    words: /service has a problem/i,
    begin: ({ backend }) => void lists.map((endpoint) => backend.addFault({ endpoint, status: 503 })),
    end: ({ backend }) => backend.clearFaults(),
  },
  {
    name: '401',
    words: /sign in again/i,
    begin: ({ backend }) => void lists.map((endpoint) => backend.addFault({ endpoint, status: 401 })),
    end: ({ backend }) => backend.clearFaults(),
  },
  {
    name: '403, multi-factor authentication required',
    words: /multi-factor authentication/i,
    begin: ({ backend }) =>
      void lists.map((endpoint) =>
        backend.addFault({ endpoint, status: 403, body: { detail: 'Multi-factor authentication required' } }),
      ),
    end: ({ backend }) => backend.clearFaults(),
  },
];

for (const { name, words, begin, end } of DOUBTS) {
  test(`in doubt (${name}) nothing is touched, and it goes on by itself when the cause goes away`, async ({
    backend,
    account,
    ids,
    makeProfile,
    launch,
  }, info) => {
    const state = stuckState(ids);
    const profile = makeProfile({ state: JSON.stringify(state, null, 2), mirror: state });
    const before = [bytesOf(profile.stateFile), bytesOf(profile.mirrorFile)];
    begin({ backend, account });

    const app = await launch(profile);
    await expect(app.status).toContainText(words);
    await expect(app.qrCode).toBeHidden();
    await app.page.screenshot({ path: info.outputPath('in-doubt.png') });
    expect([bytesOf(profile.stateFile), bytesOf(profile.mirrorFile)]).toEqual(before);
    expect([pairingRequests(backend), enrollments(backend)]).toEqual([0, 0]);

    end({ backend, account });
    await expect(app.qrCode).toBeVisible();
    await expect(app.status).toContainText(/repaired/i);
  });
}

test('"Try again" checks at once', async ({ backend, ids, makeProfile, launch }) => {
  const profile = makeProfile({ state: stuckState(ids) });
  // Far longer than the test: only the button can bring the check back.
  for (const endpoint of lists)
    backend.addFault({ endpoint, status: 503, headers: { 'retry-after': '600' } });
  const app = await launch(profile);
  await expect(app.button('Try again')).toBeVisible();
  backend.clearFaults();
  await app.button('Try again').click();
  await expect(app.qrCode).toBeVisible();
});

test('a refused enrollment is shown with its reason, and pairing goes on once it is allowed', async ({
  backend,
  account,
  makeProfile,
  launch,
}) => {
  const { accountId } = account;
  backend.setMfa({ accountId, requirement: 'required', refusesEnrollment: true });
  const profile = makeProfile({});
  const app = await launch(profile);
  await expect(app.status).toContainText(/multi-factor authentication/i);
  await expect(app.qrCode).toBeHidden();
  expect(bytesOf(profile.stateFile)).toBeNull();
  backend.setMfa({ accountId, refusesEnrollment: false });
  await expect(app.qrCode).toBeVisible();
});
