/** What a `CODEX_HOME` says beside the state file: who is signed in, where the service is, and who this computer is. */
export { isOwnUser, isSameAccount } from './account.ts';
export type { Account } from './account.ts';
export { endpointUrl, isPathSegment, isSameBaseUrl } from './baseUrl.ts';
export { codexHomeFolder, readCodexHome } from './codexHome.ts';
export type { CodexHome, Service, SignIn } from './codexHome.ts';
export { readOwners } from './environmentOwners.ts';
export type { Owner } from './environmentOwners.ts';
export { inspectHome } from './inspectHome.ts';
export { rotateInstallationId } from './installationId.ts';
export type { NewIdentity } from './installationId.ts';
export { whoElseRuns } from './runningPrograms/index.ts';
export type { Need, RunningProgram } from './runningPrograms/index.ts';
