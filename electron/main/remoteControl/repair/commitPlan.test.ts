import { expect, it } from 'vitest';
import type { Commit } from '../../globalState/index.ts';
import { commitPlan } from './commitPlan.ts';
import { plan } from '../decide/plan.ts';
import {
  ABANDONED,
  client,
  judge,
  list,
  OK,
  reading,
  stuck,
} from '../../../../testing/fakes/directoryFixtures.ts';

it('a plan is committed as it is: its edits, its ids, its deletions, and one record of it', async () => {
  const clients = list([client('c1'), client('pending', 'pending_enrollment', ABANDONED)]);
  const planned = plan(judge(stuck(), [reading({ clients, refreshed: { c1: OK } })]), 'full');
  const commits: Commit[] = [];
  const state = {
    async commit(commit: Commit) {
      commits.push(commit);
      return { kind: 'closed' } as const;
    },
  };
  expect(await commitPlan(state, planned, 'full', Date.UTC(2026, 4, 4, 3, 2, 1))).toEqual({ kind: 'closed' });
  const owner = { accountId: 'acct', baseUrl: 'https://chatgpt.com/backend-api' };
  expect(commits).toEqual([
    {
      edits: planned.edits,
      retire: planned.retire,
      outbox: [
        { kind: 'client', id: 'pending', ...owner, role: 'pending-client' },
        { kind: 'client', id: 'c1', ...owner, role: 'own' },
        { kind: 'environment', id: 'e1', ...owner, role: 'own' },
      ],
      heal: {
        at: '2026-05-04T03:02:01.000Z',
        mode: 'full',
        cause: 'client:c1 environment:e1',
        removed: planned.edits.length,
      },
      controller: [],
    },
  ]);
});
