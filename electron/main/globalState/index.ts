/**
 * The only door to the state file. Everything outside this folder imports from here: the module of remote control, the app,
 * the command line, tests, proofs and benchmarks.
 */
export { globalStateOf, type StoreLike } from './electronStore.ts';
export { openGlobalState } from './openGlobalState.ts';
export type { OpenOptions } from './openGlobalState.ts';
export { MAIN_FILE, MIRROR_FILE, type StateFileName } from './disk/place.ts';
export type {
  Authorization,
  ControllerChange,
  DeletionRole,
  ControllerRecord,
  AuthorizationPlace,
  EnrolledClient,
  DeviceEnrollment,
  EnvironmentOwner,
  HealRecord,
  KeyDeletion,
  RemoteDeletion,
  RemoteId,
  RepairRecord,
} from './record/contract.ts';
export type {
  Commit,
  CommitResult,
  Edit,
  FileReading,
  FlushResult,
  GlobalState,
  RestoreOptions,
  RestoreResult,
  Retirement,
  Write,
  WriteResult,
} from './contract.ts';
export { replaceFileSync } from './disk/replaceFileSync.ts';
export { remoteIdKey } from './record/remoteId.ts';
export { onExit } from './disk/onExit.ts';
export { LOCK_FILE, readLockOwner, takeLock } from './disk/stateLock.ts';
export type { LockResult } from './disk/stateLock.ts';
export { unusedStamp } from './disk/backups.ts';
export { stampOf } from './disk/stamp.ts';
export { shortenId } from './owner/events.ts';
export type { StateEvent } from './owner/events.ts';
export { equalJson, isJsonObject } from './jsonText/json.ts';
export type { JsonObject, JsonPath, JsonValue } from './jsonText/json.ts';
export { atomAfter, type Going } from './pairingAtoms.ts';
export { percentDecoded } from './percentDecoded.ts';
export {
  atomKindOf,
  isPairingAtom,
  isPairingPath,
  PAIRING_KEYS,
  pairingKeysOf,
  pairingKindOf,
  type PairingKind,
  REMOTE_CONTROL_HOST_PREFIX,
  REPAIR_KEY,
} from './pairingKeys.ts';
