import { beforeEach } from 'vitest';

/** A process that a test starts runs the same mutant: the instrumented code looks for it in the environment. */
beforeEach(() => {
  const { activeMutant } = (Reflect.get(globalThis, '__stryker__') ?? {}) as { activeMutant?: string };
  if (activeMutant === undefined) delete process.env['__STRYKER_ACTIVE_MUTANT__'];
  else process.env['__STRYKER_ACTIVE_MUTANT__'] = activeMutant;
});
