export type {
  AppServer,
  ClientPage,
  ConnectionStatus,
  EnvironmentClient,
  Exit,
  Outcome,
  PairingCodeForm,
  PairingState,
  StartedPairing,
  StatusSnapshot,
  Trouble,
  TroubleReason,
} from './contract.ts';
export type { FoundAppServer, Places } from './find.ts';
export { findAppServer } from './find.ts';
export type { StartOptions } from './start.ts';
export { startAppServer } from './start.ts';
