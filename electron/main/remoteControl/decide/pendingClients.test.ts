import { expect, it } from 'vitest';
import { ABANDONED, client, list, NOW, reading } from '../../../../testing/fakes/directoryFixtures.ts';
import type { DirectoryClient } from '../directory/readDirectory.ts';
import { pendingClientsOf } from './pendingClients.ts';

const of = (more: Partial<DirectoryClient>, status = 'pending_enrollment') =>
  pendingClientsOf(reading({ clients: list([client('p', status, more)]) }), new Set(['own']));

it.each<[string, Partial<DirectoryClient>]>([
  ['a phone', ABANDONED],
  ['a tablet by its type alone', { ...ABANDONED, device_type: 'tablet', platform: null }],
  ['a phone by its platform alone', { ...ABANDONED, device_type: null, platform: 'android' }],
  ['one that was last seen an hour ago', { ...ABANDONED, created_at: null, last_seen_at: NOW - 3_600_000 }],
])('fault 12: %s that never finished is abandoned', (_, more) => {
  expect(of(more)).toEqual({ ids: ['p'], abandoned: ['p'] });
});

it.each<[string, Partial<DirectoryClient>]>([
  ['a laptop', { ...ABANDONED, device_type: 'desktop', platform: 'macos' }],
  ['a phone type on a desktop platform', { ...ABANDONED, platform: 'windows' }],
  ['one that says nothing of itself', { created_at: NOW - 3_600_000 }],
  ['one without any time', { device_type: 'phone', platform: 'ios' }],
  ['one that began nine minutes ago', { ...ABANDONED, created_at: NOW - 540_000 }],
  ['one that was seen a minute ago', { ...ABANDONED, last_seen_at: NOW - 60_000 }],
  ['one of the future', { ...ABANDONED, created_at: NOW + 60_000 }],
])('fault 12: %s is left, and told', (_, more) => {
  expect(of(more)).toEqual({ ids: ['p'], abandoned: [] });
});

it('one that has finished is no pending client', () => {
  expect(of(ABANDONED, 'enrolled_device_key')).toEqual({ ids: [], abandoned: [] });
});
