import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { plan } from '../decide/plan.ts';
import { summarise } from '../decide/summary.ts';
import {
  client,
  environment,
  INSTALLATION_ID,
  judge,
  list,
  OK,
  reading,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';
import type { CheckResult } from './check.ts';
import { createRepairProposals } from './repairProposals.ts';

const diagnosis = (hasTwin = false) => {
  const twin = environment('e-copy', { online: true, installation_id: INSTALLATION_ID });
  const environments = list([environment('e1'), ...(hasTwin ? [twin] : [])]);
  return judge(stuck(), [reading({ clients: list([client('c1')]), environments, refreshed: { c1: OK } })]);
};
const diagnosed = (more: Partial<Extract<CheckResult, { kind: 'diagnosed' }>> = {}): CheckResult => ({
  kind: 'diagnosed',
  diagnosis: diagnosis(),
  reason: null,
  retryAfterMs: null,
  ...more,
});
const offered = (result: CheckResult, isContested: boolean) => {
  const proposed = createRepairProposals().propose(result, isContested);
  return proposed.kind === 'proposed' && proposed.summary.offerNewIdentity;
};

describe('a proposal', () => {
  it('shows what the plan does, and is taken once, by its token', () => {
    const proposals = createRepairProposals();
    const proposed = proposals.propose(diagnosed(), false);
    const token = proposed.kind === 'proposed' ? proposed.summary.token : '';
    expect([token.length, proposed]).toEqual([
      36,
      {
        kind: 'proposed',
        summary: {
          token,
          removals: summarise(plan(diagnosis(), 'full')),
          isOwnerUnknown: false,
          offerNewIdentity: false,
          removalsWithNewIdentity: summarise(plan(diagnosis(), 'full', { newIdentity: true })),
          ghosts: [],
        },
      },
    ]);
    expect([proposals.take(token), proposals.take(token)]).toMatchObject([{ ghosts: [] }, null]);
  });

  it('offers a new identity only where another machine seems to have this one', () => {
    const hasTwin = diagnosed({ diagnosis: diagnosis(true), reason: 'clone-suspected' });
    expect([offered(diagnosed(), false), offered(diagnosed(), true), offered(hasTwin, false)]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('names the ghosts of this computer by ticks, and takes no tick that it has not offered', () => {
    const ghost = { online: false, installation_id: INSTALLATION_ID, host_name: hostname() };
    const environments = list([
      environment('e1'),
      environment('e-ghost', { ...ghost, last_seen_at: 1_700_000_000_000 }),
      environment('e-older', ghost),
    ]);
    const seen = reading({ clients: list([client('c1')]), environments, refreshed: { c1: OK } });
    const result = diagnosed({ diagnosis: judge(stuck(), [seen]) });
    const proposals = createRepairProposals();
    const propose = () => {
      const proposed = proposals.propose(result, false);
      if (proposed.kind !== 'proposed') throw new Error(proposed.reason);
      return proposed.summary;
    };
    const { token, ghosts } = propose();
    expect(ghosts.map(({ name, lastSeenAt }) => [name, lastSeenAt])).toEqual([
      [hostname(), 1_700_000_000_000],
      [hostname(), null],
    ]);
    expect(JSON.stringify(ghosts)).not.toContain('e-ghost');
    expect(proposals.take(token, [ghosts[0]?.tick ?? ''])?.ghosts).toEqual(['e-ghost']);
    expect([proposals.take(propose().token)?.ghosts, proposals.take(propose().token, ['e-ghost'])]).toEqual([
      [],
      null,
    ]);
  });

  it.each<[string, CheckResult]>([
    ['signed-out', { kind: 'unchecked', reason: 'signed-out', message: '', isEnrolled: true }],
    ['signed-out', { kind: 'unchecked', reason: 'signed-out', message: '', isEnrolled: false }],
    ['state-unreadable', { kind: 'unchecked', reason: 'state-unreadable', message: '', isEnrolled: true }],
    ['state-changed', { kind: 'not-enrolled' }],
    ['offline', diagnosed({ reason: 'offline' })],
  ])('is none where it cannot help: %s', (reason, result) => {
    expect(createRepairProposals().propose(result, false)).toEqual({ kind: 'impossible', reason });
  });

  it('that was withdrawn by a later one can no longer be confirmed', () => {
    const proposals = createRepairProposals();
    const proposed = proposals.propose(diagnosed(), false);
    proposals.propose({ kind: 'not-enrolled' }, false);
    expect(proposed.kind === 'proposed' && proposals.take(proposed.summary.token)).toBeNull();
  });
});
