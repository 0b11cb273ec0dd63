import { registerHooks } from 'node:module';

/** Gives `electron`, where it is not there, the one member that the handlers use. Load it before them. */
const source = 'export default {}; export const clipboard = { writeText() {} };';
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true }
      : next(specifier, context),
});
