import type { EnrollmentTable } from '../../codexHome/index.ts';
import type { DirectoryEnvironment } from '../directory/readDirectory.ts';

/** What tells this computer from others. */
export interface ThisComputer {
  readonly hostName: string;
  readonly installationId: string | null;
  /** The environment under which our own app-server is connected. */
  readonly connectedEnvironmentId: string | null;
  /** Whether an app-server of this `CODEX_HOME` runs, our own or another. */
  readonly appServerRuns: boolean;
  readonly table: EnrollmentTable | null;
}

/**
 * Whether an environment is online on another computer: under another host name, which the app-server's table does not know, and while no app-server runs
 * here that it could be. A name that a network gave does not make another computer.
 */
export function isOnlineElsewhere(
  { env_id, online, host_name }: DirectoryEnvironment,
  { hostName, connectedEnvironmentId, appServerRuns, table }: ThisComputer,
): boolean {
  if (online !== true || !host_name?.trim() || connectedEnvironmentId === env_id) return false;
  const mayBeOurs = appServerRuns && connectedEnvironmentId === null;
  const names = [hostName, ...(table?.rows ?? []).flatMap(({ serverName }) => serverName ?? [])];
  return !mayBeOurs && !names.some((name) => isSameHost(name, host_name));
}

/** Whether an environment has this computer's installation id. */
export function hasOurInstallation(
  { installation_id }: DirectoryEnvironment,
  { installationId }: ThisComputer,
): boolean {
  return installationId !== null && installation_id?.toLowerCase() === installationId.toLowerCase();
}

/** What this computer has left behind at the server: its own installation id and name, offline. */
export function isGhost(environment: DirectoryEnvironment, computer: ThisComputer): boolean {
  const { online, host_name } = environment;
  return (
    online === false &&
    hasOurInstallation(environment, computer) &&
    typeof host_name === 'string' &&
    isSameHost(host_name, computer.hostName)
  );
}

/** Whether two host names are one computer's: a network adds a suffix of its own, and capitals mean nothing. */
export function isSameHost(one: string, other: string): boolean {
  return bareName(one) === bareName(other);
}

function bareName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/(?:\.(?:local|lan|localdomain|home|home\.arpa|internal|fritz\.box))*\.?$/, '');
}
