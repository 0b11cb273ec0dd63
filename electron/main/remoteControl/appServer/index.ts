export type {
  AppServer,
  CallOutcome,
  StartedPairing,
  StatusSnapshot,
  ConnectionError,
  ConnectionErrorReason,
} from './contract.ts';
export { codexSourceOf } from './codexSource.ts';
export { findAppServer } from './find.ts';
export { startAppServer } from './start.ts';
