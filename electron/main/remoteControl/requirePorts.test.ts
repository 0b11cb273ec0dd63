import { expect, it } from 'vitest';
import type { RemoteControlPorts } from './ports.ts';
import { createRemoteControl } from './createRemoteControl.ts';

const without = (ports: unknown) => () => createRemoteControl(ports as RemoteControlPorts);

it('names every port that is missing or is something else, before anything begins', () => {
  const clock = { now: () => 0, monotonic: () => 0, wait: async () => undefined };
  const [log, readHome] = [() => undefined, () => undefined];
  const some = { state: null, clock, fetch: 'net', log, readHome, hostName: 'mac', random: Math.random };
  const controller = { deviceKeys: { create: log, sign: log, delete: 'no' } };
  expect(without({ controller })).toThrow(
    'controller.deviceKeys.publicOf (a function), controller.deviceKeys.delete (a function), controller.stepUp (a function)',
  );
  expect(without({ controller: {} })).toThrow('controller.deviceKeys.create (a function)');
  expect(without(undefined)).toThrow('createRemoteControl needs of its ports: state (an object)');
  expect(without(some)).toThrow(
    new TypeError(
      'createRemoteControl needs of its ports: state (an object), fetch (a function), readEnrollmentTable (a function), ' +
        'rotateInstallationId (a function), whoElseRuns (a function), startAppServer (a function). electronPorts() of ' +
        'mobile-setup/electron makes all of them; docs/integrating.md says what each promises.',
    ),
  );
});
