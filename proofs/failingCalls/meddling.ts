import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAIN_FILE, type JsonObject } from '../../electron/main/globalState/index.ts';
import type { FileSystemCall } from '../harness/fileSystem.ts';
import { removeFolder } from '../harness/folder.ts';
import { nameOf, makeFixture, type Scenario, type Fixture } from '../harness/scenario.ts';
import { play, playUndisturbed } from './play.ts';

/** What the other program adds, each time, to what it remembers. */
const THEIRS = 'theirs';

/** How another program writes: a new file in the place of the old one, or into the old one. */
const WAYS = ['rename', 'in place'] as const;
type Way = (typeof WAYS)[number];

/**
 * Lets another program write its version of the main file right before each call of `scenario`, in both ways, each in a run
 * of its own. Whatever we come to: what it wrote is there.
 */
export async function meddle(scenario: Scenario, step = 1) {
  const fixture = await makeFixture(scenario);
  const whole = await playUndisturbed({ scenario, fixture });
  const failures: string[] = [];
  let runs = 0;
  for (let at = 0; at < whole.calls.length; at += step) {
    for (const way of WAYS) {
      runs += 1;
      const faults = await meddleAt(scenario, fixture, at, way);
      const where = `${nameOf(scenario)}, another program writes (${way}) before call ${at + 1} (${whole.calls[at]})`;
      failures.push(...faults.map((what) => `${where}: ${what}`));
    }
  }
  removeFolder(fixture.template);
  return { runs, failures };
}

async function meddleAt(
  scenario: Scenario,
  fixture: Fixture,
  at: number,
  way: Way,
): Promise<readonly string[]> {
  let hasWritten = false;
  const faults: string[] = [];
  const watch = (call: FileSystemCall, index: number, folder: string): unknown => {
    // Between the last look and the rename no program can look: there, and only there, a rename is one call too early.
    const isLast =
      way === 'rename' && call.name === 'renameSync' && call.parameters[1] === join(folder, MAIN_FILE);
    if (index === at && !isLast) {
      write(folder, way);
      hasWritten = true;
    }
    return call.perform(...call.parameters);
  };
  const check = (folder: string, when: string): void => {
    const content = parse(readFileSync(join(folder, MAIN_FILE), 'utf8'));
    if (content === null) faults.push(`${when} the main file is not whole`);
    else if (hasWritten && content[THEIRS] !== 1) faults.push(`${when} what it wrote is not there`);
  };
  await play({ scenario, fixture }, watch, check);
  return faults;
}

/** Another program writes what it remembers, which is what is there, and its own on top. */
function write(folder: string, way: Way): void {
  const path = join(folder, MAIN_FILE);
  const text = `${JSON.stringify({ ...parse(readFileSync(path, 'utf8')), [THEIRS]: 1 }, null, 2)}\n`;
  if (way === 'in place') return writeFileSync(path, text);
  writeFileSync(`${path}.theirs`, text, { mode: 0o600 });
  renameSync(`${path}.theirs`, path);
}

function parse(text: string): JsonObject | null {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return null;
  }
}
