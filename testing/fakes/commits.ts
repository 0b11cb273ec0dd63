import type { Edit, HealRecord, RemoteDeletion } from '../../electron/main/globalState/index.ts';
import { testState } from './stateFolder.ts';

export const ENVIRONMENT = 'electron-local-remote-control-environment-id';
export const ENROLLMENTS = 'electron-remote-control-client-enrollments';
export const ATOMS = 'electron-persisted-atom-state';
export const DEAD = { kind: 'environment', id: 'env_e_dead' } as const;

export const removal = (file: Edit['file'], path: readonly string[], expected: Edit['expected']): Edit => ({
  file,
  path,
  expected,
  op: 'remove',
});
export const deletion = (id: string): RemoteDeletion => ({
  kind: 'client',
  id,
  accountId: 'account-1',
  baseUrl: 'https://chatgpt.com/backend-api',
});
export const heal: HealRecord = {
  at: '2026-05-04T03:02:01.000Z',
  mode: 'automatic',
  cause: 'environment:env_e_dead',
  removed: 1,
};

export function reopen(folder: string) {
  return testState({}, { folder });
}
