import { isSameAccount, isSameBaseUrl } from '../../codexHome/index.ts';
import { equalJson, PAIRING_KEYS, remoteIdKey, type JsonValue } from '../../globalState/index.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import type { PlannedDeletion, RepairPlan } from '../decide/plan.ts';

/** A plan, and the diagnosis that it was made of. */
export interface Confirmed {
  readonly diagnosis: Diagnosis;
  readonly plan: RepairPlan;
}

/**
 * What may be done now of what a person has confirmed, or `null` where it is no longer the same: another account or service,
 * other changes on this computer, or a device that is not to be deleted any more, such as a phone that has enrolled.
 * A device that was not shown is not deleted. Atoms may differ: the page writes them while the dialog is open.
 */
export function asConfirmed(confirmed: Confirmed, now: Confirmed): RepairPlan | null {
  const [one, other] = [confirmed.diagnosis.observation, now.diagnosis.observation];
  const devices = new Set(devicesOf(now.plan).map(remoteIdKey));
  const isSame =
    isSameAccount(one.account, other.account) &&
    isSameBaseUrl(one.baseUrl, other.baseUrl) &&
    equalJson(changesOf(confirmed.plan), changesOf(now.plan)) &&
    devicesOf(confirmed.plan).every((device) => devices.has(remoteIdKey(device)));
  if (!isSame) return null;
  const shown = new Set(devicesOf(confirmed.plan).map(remoteIdKey));
  const remote = now.plan.remote.filter((each) => each.role === 'own' || shown.has(remoteIdKey(each)));
  return { ...now.plan, remote };
}

/** What is deleted at the server beside this computer's own records: those follow from what is removed here. */
function devicesOf({ remote }: RepairPlan): readonly PlannedDeletion[] {
  return remote.filter(({ role }) => role !== 'own');
}

function changesOf({ edits, retire }: RepairPlan): JsonValue {
  return [
    edits
      .filter(({ path }) => path[0] !== PAIRING_KEYS.atoms)
      .map(({ file, path, op, expected }) => JSON.stringify([file, path, op, expected ?? null]))
      .toSorted(),
    retire.map(remoteIdKey).toSorted(),
  ];
}
