import { describe, expect, it } from 'vitest';
import { openScene } from '../testing/commandLine/testBed.ts';

describe.concurrent('the time-out', () => {
  it.for([
    ['a server that never answers', { hang: true }],
    ['a server that drips', { drip: { bytes: 1, intervalMs: 200 } }],
    ['a server that fails forever', { status: 503 }],
    ['a server that asks for time', { status: 503, headers: { 'retry-after': '2' } }],
  ] as const)('bounds the whole call against %s', async ([, fault], { onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    scene.fault('* /*', fault as never);
    const before = scene.snapshot();
    const { code, report, milliseconds } = await scene.run('check', '--timeout', '0.8');
    expect([code, report.status, scene.snapshot()]).toEqual([4, 'unverified', before]);
    // Without the bound a request alone takes eight seconds, three times over.
    expect(milliseconds).toBeLessThan(20_000);
  });

  it.for(['0.0001', '30.0001'])('may be no whole number of milliseconds: %s', async (seconds, context) => {
    const scene = await openScene(context.onTestFinished, { isHealthy: true });
    const { code, report } = await scene.run('check', '--timeout', seconds);
    expect([code, report.reason]).toEqual(seconds === '30.0001' ? [0, null] : [4, 'timeout']);
  });

  it('bounds the clean-up, which goes on at the next repair', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    scene.fault('delete-client', { hang: true });
    scene.fault('delete-environment', { status: 429, headers: { 'retry-after': '5' } });
    const { code, report, milliseconds } = await scene.run('repair', '--full', '--timeout', '10');
    expect([code, report.status, report.remote.map(({ outcome }) => outcome)]).toEqual([
      0,
      'repaired',
      ['queued', 'queued'],
    ]);
    expect(milliseconds).toBeLessThan(24_000);
  });

  it('between two readings proves nothing', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished);
    const { code, report } = await scene.run('repair', '--timeout', '0.9');
    expect([code, report.reason, report.changes]).toEqual([4, 'timeout', []]);
  });
});
