import type {
  Edit,
  HealRecord,
  RemoteDeletion,
  RemoteId,
  Retirement,
} from '../../electron/main/globalState/index.ts';
import { testState } from './stateFolder.ts';

/** The key of this computer's own environment. */
export const ENVIRONMENT = 'electron-local-remote-control-environment-id';
/** The key of the client enrollments. */
export const ENROLLMENTS = 'electron-remote-control-client-enrollments';
/** The key of the atoms. */
export const ATOMS = 'electron-persisted-atom-state';
/** An id that a commit retires. */
export const DEAD = { kind: 'environment', id: 'env_e_dead' } as const;

/** An edit that removes one value. */
export const removal = (file: Edit['file'], path: readonly string[], expected: Edit['expected']): Edit => ({
  file,
  path,
  expected,
  op: 'remove',
});
/** A deletion of one environment, still to be done. */
export const deletion = (id: string): RemoteDeletion => ({
  kind: 'client',
  id,
  accountId: 'account-1',
  baseUrl: 'https://chatgpt.com/backend-api',
});
/** The record of one automatic heal. */
export const heal: HealRecord = {
  at: '2026-05-04T03:02:01.000Z',
  mode: 'automatic',
  cause: 'environment:env_e_dead',
  removed: 1,
};

/** The same folder, opened by another owner. */
export function reopen(folder: string) {
  return testState({}, { folder });
}

/** `ids` as a commit retires what the server no longer has. */
export function proven(...ids: readonly RemoteId[]): readonly Retirement[] {
  return ids.map((id) => ({ ...id, proven: true }));
}
