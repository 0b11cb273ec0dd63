import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readEnrollmentTable } from './enrollmentTable.ts';

const pauses = vi.hoisted((): number[] => []);
vi.mock('node:timers/promises', () => ({ setTimeout: async (pause: number) => void pauses.push(pause) }));

it('waits for a database that can’t be read once, and again only after it has changed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rows-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const waits = async () => {
    pauses.length = 0;
    expect(await readEnrollmentTable(folder, {})).toEqual({ rows: [], isWhole: false });
    return pauses.reduce((sum, pause) => sum + pause, 0);
  };
  const damage = (content: string) => writeFileSync(join(folder, 'state_5.sqlite'), content);
  damage('no database at all');
  const found = [await waits(), await waits(), await waits()];
  damage('');
  found.push(await waits(), await waits());
  damage('no database at all, once more');
  found.push(await waits());
  expect(found).toEqual([780, 0, 0, 780, 0, 780]);
});
