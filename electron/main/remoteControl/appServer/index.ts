export type {
  AppServer,
  Outcome,
  StartedPairing,
  StatusSnapshot,
  Trouble,
  TroubleReason,
} from './contract.ts';
export { findAppServer } from './find.ts';
export { startAppServer } from './start.ts';
