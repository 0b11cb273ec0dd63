import { isSameAccount, isSameBaseUrl } from '../../codexHome/index.ts';
import { equalJson, PAIRING_KEYS, remoteIdKey, type JsonValue } from '../../globalState/index.ts';
import type { Diagnosis } from '../decide/diagnose.ts';
import { plan, type PlannedDeletion, type RepairChoices, type RepairPlan } from '../decide/plan.ts';

/** What a person has said yes to: what a full repair would do about this diagnosis, and with it about these ghosts. */
export interface Confirmed {
  readonly diagnosis: Diagnosis;
  /** The ids of the environments that were ticked. */
  readonly ghosts: readonly string[];
}

/**
 * What may be done now of what a person has confirmed, or `null` where it is no longer the same: another account or service,
 * other changes on this computer, or a device that is not to be deleted any more, such as a phone that has enrolled.
 * A device that was not shown is not deleted. Atoms may differ: the page writes them while the dialog is open.
 */
export function asConfirmed(
  { diagnosis, ghosts }: Confirmed,
  now: Diagnosis,
  newIdentity: boolean,
): RepairPlan | null {
  const [one, other] = [diagnosis.observation, now.observation];
  const choices: RepairChoices = { newIdentity, ghosts };
  const [confirmed, planned] = [plan(diagnosis, 'full', choices), plan(now, 'full', choices)];
  const devices = new Set(devicesOf(planned).map(remoteIdKey));
  const isSame =
    isSameAccount(one.account, other.account) &&
    isSameBaseUrl(one.baseUrl, other.baseUrl) &&
    equalJson(changesOf(confirmed), changesOf(planned)) &&
    devicesOf(confirmed).every((device) => devices.has(remoteIdKey(device)));
  if (!isSame) return null;
  const shown = new Set(devicesOf(confirmed).map(remoteIdKey));
  const remote = planned.remote.filter((each) => each.role === 'own' || shown.has(remoteIdKey(each)));
  return { ...planned, remote };
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
