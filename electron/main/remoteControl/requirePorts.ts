import { missingMembers, type Kind } from '../../shared/requireMembers.ts';
import type { RemoteControlPorts } from './ports.ts';

/** The ports that no app may leave out. */
type Required = {
  [Name in keyof RemoteControlPorts]-?: undefined extends RemoteControlPorts[Name] ? never : Name;
}[keyof RemoteControlPorts];

/** What each of them has to be. A port that is added to the type and not here does not compile. */
const REQUIRED: Readonly<Record<Required, Kind>> = {
  state: 'an object',
  clock: 'an object',
  fetch: 'a function',
  readHome: 'a function',
  readEnrollmentTable: 'a function',
  rotateInstallationId: 'a function',
  whoElseRuns: 'a function',
  startAppServer: 'a function',
  random: 'a function',
  hostName: 'a string',
  log: 'a function',
};

/** Of the controller half, where an app has it: what a person's press would miss. */
function missingOfController(controller: RemoteControlPorts['controller']): readonly string[] {
  if (controller === undefined) return [];
  const functions = [
    ...(['create', 'publicOf', 'sign', 'delete'] as const).map((name) => [
      `controller.deviceKeys.${name}`,
      controller.deviceKeys?.[name],
    ]),
    ['controller.stepUp', controller.stepUp],
  ];
  return functions.flatMap(([name, port]) => (typeof port === 'function' ? [] : [`${name} (a function)`]));
}

/**
 * Says of an app's ports what is missing, all of it at once, where it would otherwise come up minutes later in the middle of a check.
 * @throws TypeError that names the ports and where they are described
 */
export function requirePorts(ports: RemoteControlPorts | undefined): void {
  const wrong = [...missingMembers(ports, REQUIRED), ...missingOfController(ports?.controller)];
  if (wrong.length === 0) return;
  throw new TypeError(
    `createRemoteControl needs of its ports: ${wrong.join(', ')}. electronPorts() of mobile-setup/electron makes all of them; ` +
      'docs/integrating.md says what each promises.',
  );
}
