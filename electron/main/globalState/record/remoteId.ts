import type { RemoteId } from './contract.ts';

/** One text for one id, to compare and to look up by. No two ids share it. */
export function remoteIdKey({ kind, id }: RemoteId): string {
  return `${kind}\n${id}`;
}
