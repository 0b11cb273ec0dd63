import { isJsonObject, PAIRING_KEYS, type ControllerChange } from '../../globalState/index.ts';
import type { Observation } from './diagnose.ts';
import type { RepairPlan } from './plan.ts';

/**
 * What goes into the record with the client enrollments that a plan removes: the device key of each, to be deleted, and where the
 * computer may be authorized again. Removing an entry and forgetting its key would leave a private key behind for good.
 */
export function discardedEnrollments(
  { edits }: Pick<RepairPlan, 'edits'>,
  { account, baseUrl }: Pick<Observation, 'account' | 'baseUrl'>,
): readonly ControllerChange[] {
  const changes = edits.flatMap(({ op, path, expected }): (readonly [string, ControllerChange])[] => {
    const [top, mapKey, ...below] = path;
    const isEntry = op === 'remove' && top === PAIRING_KEYS.clientEnrollments && below.length === 0;
    if (!isEntry || mapKey === undefined || !isJsonObject(expected)) return [];
    const { clientId, accountUserId, keyId } = expected;
    if (typeof clientId !== 'string' || typeof accountUserId !== 'string') return [];
    const { accountId } = account;
    const entry: readonly [string, ControllerChange] = [
      `entry ${mapKey}`,
      { kind: 'need', authorization: { kind: 'needed', mapKey, accountId, accountUserId, baseUrl } },
    ];
    return [
      ...(typeof keyId === 'string' && keyId !== ''
        ? [[`key ${keyId}`, { kind: 'queue-key', deletion: { keyId, clientId } }] as const]
        : []),
      entry,
    ];
  });
  // The mirror names what the main file names.
  return [...new Map(changes).values()];
}
