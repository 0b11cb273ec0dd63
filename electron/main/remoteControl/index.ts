/** The only door of the module: everything an app needs to heal its mobile pairing. Imports no `electron`. */
export { createRemoteControl } from './setup/remoteControl.ts';
export type { RemoteControl } from './setup/contract.ts';
export type { Trigger } from './setup/sharedCheck.ts';
export type { RemoteControlPorts, StartedAppServer } from './setup/ports.ts';
export type { Clock } from './check.ts';
export { findAppServer, startAppServer } from './appServer/index.ts';
export { readOwners } from './enrollmentRows.ts';
export { rotateInstallationId } from './installationIdentity.ts';
