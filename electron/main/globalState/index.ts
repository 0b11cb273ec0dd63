export * from './contract.ts';
export { shortenId } from './events.ts';
export type { StateEvent } from './events.ts';
export { equalJson, isJsonObject } from './json.ts';
export type { JsonObject, JsonPath, JsonValue } from './json.ts';
export { openGlobalState } from './openGlobalState.ts';
export type { OpenOptions } from './openGlobalState.ts';
export type { StoreFile } from './persist.ts';
export {
  isPairingAtom,
  isPairingPath,
  PAIRING_KEYS,
  REMOTE_CONTROL_HOST_PREFIX,
  REPAIR_KEY,
} from './pairingKeys.ts';
