/**
 * Self-healing mobile pairing for an Electron main process. Imports no `electron`: what it needs of the world comes in as
 * ports, and `mobile-setup/electron` brings those of Electron.
 */
export {
  check,
  createRemoteControl,
  findAppServer,
  runRepair,
  startAppServer,
  systemClock,
  type CheckPorts,
  type CheckResult,
  type Clock,
  type DeviceKeys,
  type RemoteControl,
  type RemoteControlPorts,
  type RepairPorts,
  type RepairRequest,
  type RepairResult,
  type StartedAppServer,
  type Trigger,
} from '../../electron/main/remoteControl/index.ts';
export {
  codexHomeFolder,
  inspectHome,
  oldIdentityOf,
  readCodexHome,
  readEnrollmentTable,
  rotateInstallationId,
  signInWithToken,
  whoElseRuns,
  type Account,
  type CodexHome,
  type EnrollmentRow,
  type EnrollmentTable,
  type Need,
  type NewIdentity,
  type RunningProgram,
  type Service,
  type SignIn,
} from '../../electron/main/codexHome/index.ts';
export type { Reason } from '../../electron/shared/reasons.ts';
export type { Screen, View } from '../../electron/shared/screen.ts';
