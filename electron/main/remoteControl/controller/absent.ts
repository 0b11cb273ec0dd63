import type { DeviceKeys, KeyStoreProblem } from './deviceKeys.ts';
import type { StepUp } from './stepUp.ts';

const UNAVAILABLE: KeyStoreProblem = { kind: 'unavailable' };

/**
 * The controller half of a computer that has no key store for it: nothing is made, signed or deleted, what is queued stays queued
 * for the app that has one, and a press ends with `key-store-unavailable` before any browser opens.
 */
export const NO_CONTROLLER: { readonly deviceKeys: DeviceKeys; readonly stepUp: StepUp } = {
  deviceKeys: {
    create: async () => UNAVAILABLE,
    publicOf: async () => UNAVAILABLE,
    sign: async () => UNAVAILABLE,
    delete: async () => UNAVAILABLE,
  },
  stepUp: async () => ({ kind: 'refused' }),
};
