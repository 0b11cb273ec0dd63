import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import base from './vitest.config.ts';

/** The first test that fails decides about a mutant: so the quickest go first, which is the other way round than usual. */
class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { sort } = BaseSequencer.prototype;
    return (await sort.call(this, files)).toReversed();
  }
}

/**
 * For mutation testing, which names the folder: the tests of the module itself. Left out are those that kill a commit at each of
 * its changes of the disk and that start the real app-server: they would start some twenty processes for every mutant.
 */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['**/*.test.ts'],
    exclude: ['**/crash.test.ts', '**/appServer/start.test.ts'],
    globalSetup: [],
    setupFiles: ['vitest.mutation.setup.ts'],
    sequence: { sequencer: QuickestFirst },
    reporters: ['dot'],
    // A mutant that waits forever fails its test, which takes less long than to start a new worker after Stryker's own time-out.
    testTimeout: 6000,
  },
});
