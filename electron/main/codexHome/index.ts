/** What a `CODEX_HOME` says beside the state file: who is signed in, where the service is, and who this computer is. */
export { isOwnUser, isSameAccount } from './account.ts';
export type { Account } from './account.ts';
export { endpointUrl, isPathSegment, isSameBaseUrl, isSocketOf } from './baseUrl.ts';
export { codexHomeFolder, readCodexHome } from './codexHome.ts';
export type { CodexHome } from './codexHome.ts';
export type { Service } from './service.ts';
export { signInWithToken, type SignIn } from './signIn.ts';
export { readEnrollmentTable } from './enrollmentTable.ts';
export type { EnrollmentRow, EnrollmentTable } from './enrollmentTable.ts';
export { inspectHome } from './inspectHome.ts';
export { oldIdentityOf, putBackInstallationId, rotateInstallationId } from './installationId.ts';
export { findOldIdentity, type OldIdentity } from './oldIdentity.ts';
export type { NewIdentity } from './installationId.ts';
export { whoElseRuns } from './runningPrograms/index.ts';
export type { Need, RunningProgram } from './runningPrograms/index.ts';
