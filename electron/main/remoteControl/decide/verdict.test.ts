import { describe, expect, it } from 'vitest';
import type { Reason } from '../../../shared/reasons.ts';
import type { Answer } from '../directory/answer.ts';
import { client, failure, list, OK, reading, REVOKED } from '../../../../testing/fakes/directoryFixtures.ts';
import { verdictOfClient, verdictOfLists } from './verdict.ts';

const has = list([1]);
const lacks = list([2]);
const failed = (reason: Reason) => list([2], reason);

describe('lists', () => {
  it.each([
    ['one that has it', [has], { kind: 'alive' }],
    ['one that has it and fails later', [list([1], 'timeout')], { kind: 'alive' }],
    ['one that has it beside one that failed', [failed('offline'), has], { kind: 'alive' }],
    ['one that lacks it', [lacks], { kind: 'suspected' }],
    ['two that lack it', [lacks, lacks], { kind: 'gone', how: 'absent' }],
    [
      'one that has it and one that lacks it',
      [has, lacks],
      { kind: 'unknown', reason: 'inconsistent-lists' },
    ],
    ['one that failed', [failed('forbidden')], { kind: 'unknown', reason: 'forbidden' }],
    [
      'one that lacks it and one that failed',
      [lacks, failed('timeout')],
      { kind: 'unknown', reason: 'timeout' },
    ],
    ['two that failed', [failed('offline'), failed('timeout')], { kind: 'unknown', reason: 'offline' }],
  ])('%s', (_, lists, verdict) => {
    expect(verdictOfLists(lists, (item) => item === 1)).toEqual(verdict);
  });
});

describe('an id that the lists write in another way', () => {
  it.each(['C1', ' c1', 'c1\t', 'c1\u200b', '\uff431', 'c\u00001'])('is not gone: %j', (id) => {
    const seen = reading({ clients: list([client(id)]) });
    expect(verdictOfClient([seen, seen], 'c1')).toEqual({ kind: 'unknown', reason: 'inconsistent-lists' });
  });

  it('is no other id', () => {
    const seen = reading({ clients: list([client('c12'), client('-c1')]) });
    expect(verdictOfClient([seen, seen], 'c1').kind).toBe('gone');
  });
});

describe('one reading of a client', () => {
  const listed = list([client('c1')]);
  const unlisted = list([client('phone')]);
  it.each<[string, typeof listed, Answer | null, object]>([
    ['in the list and confirmed', listed, OK, { kind: 'alive' }],
    ['in the list and not asked about', listed, null, { kind: 'alive' }],
    [
      'in the list of a service that cannot be asked',
      listed,
      failure('feature-unavailable'),
      { kind: 'alive' },
    ],
    [
      'in the list, and the answer failed',
      listed,
      failure('offline'),
      { kind: 'unknown', reason: 'offline' },
    ],
    ['in the list and revoked', listed, REVOKED, { kind: 'gone', how: 'revoked' }],
    ['not in the list, but confirmed', unlisted, OK, { kind: 'unknown', reason: 'inconsistent-lists' }],
    ['not in the list, and the answer failed', unlisted, failure('offline'), { kind: 'suspected' }],
    ['not in the list and not asked about', unlisted, null, { kind: 'suspected' }],
  ])('%s', (_, clients, answer, verdict) => {
    const seen = reading({ clients, refreshed: answer === null ? {} : { c1: answer } });
    expect(verdictOfClient([seen], 'c1')).toEqual(verdict);
  });
});
