import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prove, SHORT, soak } from './soak.ts';

test('many launches leave nothing behind (short form)', async () => {
  expect(await prove('short')).toMatchObject({ holds: true, failures: [] });
});

test('leaks that are put in are all found', async () => {
  const descriptors: number[] = [];
  const timers: NodeJS.Timeout[] = [];
  const memory: string[][] = [];
  const orphans: ChildProcess[] = [];
  try {
    const { holds, failures } = await soak({ ...SHORT, cycles: 8, realEvery: 100 }, (temporary) => {
      descriptors.push(openSync('/dev/null', 'r'));
      timers.push(setTimeout(() => undefined, 600_000));
      memory.push(Array.from({ length: 100_000 }, (_, index) => `kept ${index}`));
      writeFileSync(join(temporary, `left-${descriptors.length}`), '');
      if (orphans.length === 0) orphans.push(spawn('sleep', ['600'], { stdio: 'ignore' }));
    });
    expect({ holds, failures: failures.map((failure) => failure.replaceAll(/\d+/g, 'N')) }).toEqual({
      holds: false,
      failures: [
        'file descriptors: from N to N',
        'temporary files: from N to N',
        'Timeout: from N to N',
        expect.stringMatching(/^memory: N bytes more/),
        'process N: sleep N',
      ],
    });
  } finally {
    for (const descriptor of descriptors) closeSync(descriptor);
    for (const timer of timers) clearTimeout(timer);
    for (const orphan of orphans) orphan.kill();
    memory.length = 0;
  }
});
