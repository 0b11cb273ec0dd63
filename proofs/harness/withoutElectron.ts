import { registerHooks } from 'node:module';

/** Lets plain Node load what imports `electron`, as the command line tool does. Load it before the rest. */
const absent = new URL('../../cli/electronAbsent.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: absent, shortCircuit: true } : next(specifier, context),
});
