import base from './vitest.config.ts';

/** The tests of what is published, on every system that it is published for: of those, `vitest.config.ts` runs few on Windows. */
export default {
  ...base,
  test: { ...base.test, include: ['tools/npmPackage.test.ts', 'package/*.test.ts'], exclude: [] },
};
