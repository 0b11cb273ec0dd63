import { registerHooks } from 'node:module';

/** Lets plain Node load what imports `electron`, as the tests do. Load it before the rest. */
const absent = new URL('../../testing/fakes/electronAbsent.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: absent, shortCircuit: true } : next(specifier, context),
});
