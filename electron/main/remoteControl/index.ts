/**
 * The only door of the module: everything an app needs to heal its mobile pairing, and the parts that the command line, the
 * proofs and the benchmarks are made of. Imports no `electron`.
 */
export { createRemoteControl, type RemoteControl } from './createRemoteControl.ts';
export type { Trigger } from './session/events.ts';
export type { RemoteControlPorts, StartedAppServer } from './ports.ts';
export { systemClock } from './directory/systemClock.ts';
export type { Clock } from './ports.ts';

// What is decided, without any effect.
export { diagnose, isSuspicious } from './decide/diagnose.ts';
export type { Diagnosis, LocalFacts, Observation } from './decide/diagnose.ts';
export type { Phone } from './decide/phones.ts';
export { findingsOf, isStale } from './decide/findings.ts';
export type { Finding } from './decide/findings.ts';
export type { FindingKind } from '../../shared/findingKinds.ts';
export { holdsPairing, readLocalPairing } from './decide/localPairing.ts';
export { isEmptyPlan, plan } from './decide/plan.ts';
export type { RepairMode, RepairPlan } from './decide/plan.ts';
export { causeOf } from './decide/healLimit.ts';
export { mayRepairFully, standsInTheWay, statusFor } from './decide/reasonPolicy.ts';

// The account directory, over HTTP.
export { classify } from './directory/answer.ts';
export type { Answer, Endpoint } from './directory/answer.ts';
export { errorCodeOf } from './directory/networkReason.ts';
export type { ListReading } from './directory/list.ts';
export { readDirectory } from './directory/readDirectory.ts';
export type { Directory, DirectoryClient, DirectoryEnvironment } from './directory/readDirectory.ts';
export type { Answered, Connection, Fetch } from './directory/request.ts';
export { FIRST_PAUSE_MS, requestRetries } from './directory/retryPolicy.ts';

// A repair and its parts.
export { check, SECOND_READING_AFTER_MS } from './repair/check.ts';
export type { CheckPorts, CheckResult } from './repair/check.ts';
export { cleanUp, openDeletions } from './repair/cleanUp.ts';
export { commitPlan } from './repair/commitPlan.ts';
export { cut, type Cut } from './repair/cut.ts';
export { decideRepair, type RepairDecision } from './repair/decideRepair.ts';
export { diagnosticsOf } from './repair/diagnostics.ts';
export { drainOutbox } from './repair/drainOutbox.ts';
export { isPairedSince } from './repair/isPairedSince.ts';
export { aliveIds } from './repair/liveIds.ts';
export type { RepairPorts } from './repair/ports.ts';
export { runRepair } from './repair/runRepair.ts';
export type { RepairRequest, RepairResult } from './repair/runRepair.ts';
export { withFreshAtoms } from './repair/withFreshAtoms.ts';

// The session as a pure function.
export { screenOf } from './session/screenOf.ts';
export { FIRST_STATE, type SessionState } from './session/state.ts';
export type { Effect, SessionEvent } from './session/events.ts';
export type { Step } from './session/steps/step.ts';
export { transition } from './session/transition.ts';

// What a session is made of.
export { storeIdentity } from './session/pairingIdentity.ts';
export { pauseMs } from './session/backOff.ts';

// The Codex app-server.
export { codexSourceOf, findAppServer, startAppServer } from './appServer/index.ts';
export type {
  AppServer,
  CallOutcome,
  StartedPairing,
  StatusSnapshot,
  ConnectionError,
} from './appServer/index.ts';
export { createConversation } from './appServer/conversation.ts';
export { createLineReader } from './appServer/lines.ts';
export { createListeners } from './appServer/listeners.ts';
export { createMethods } from './appServer/methods.ts';
export { redact } from './appServer/redact.ts';
export { statusSchema } from './appServer/schemas.ts';
export { readConnectionError } from './appServer/connectionError.ts';

// The controller half: this computer's own client enrollment.
export { createAuthorization } from './controller/authorization.ts';
export { authorize, type Authorized } from './controller/authorize.ts';
export { connectionTextToSign, type OpeningConnection } from './controller/connection.ts';
export type { Start } from './controller/challenge.ts';
export {
  newKeyId,
  type DeviceIdentity,
  type DeviceKeys,
  type KeyStoreProblem,
  type ProtectionClass,
} from './controller/deviceKeys.ts';
export { pairHost, readHosts, type Host, type HostPaired } from './controller/hosts.ts';
export { pendingOf } from './controller/pending.ts';
export type { ControllerPorts } from './controller/ports.ts';
export { deleteQueuedKeys } from './controller/queuedKeys.ts';
export { settleUnconfirmed, type Settled } from './controller/settleUnconfirmed.ts';
export { connectionBytes, enrollmentBytes, identityHash } from './controller/signedText.ts';
export type { StepUp, StepUpRequest, StepUpResult } from './controller/stepUp.ts';
