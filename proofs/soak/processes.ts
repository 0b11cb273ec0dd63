import { readdirSync, readFileSync } from 'node:fs';
import { until } from '../harness/until.ts';

/** A process that is about to end is no orphan; milliseconds. */
const EXIT_TIMEOUT_MS = 2000;

/** The processes that outlive a run: those that name `folder` in their environment or command line, and our own dead children. */
export async function orphansOf(folder: string): Promise<readonly string[]> {
  await until(() => processesOf(folder).length === 0, EXIT_TIMEOUT_MS);
  return processesOf(folder);
}

function processesOf(folder: string): string[] {
  const numbers = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return numbers.flatMap((id) => {
    if (id === process.pid) return [];
    const command = textOf(id, 'cmdline').replaceAll('\0', ' ').trim();
    if (`${command} ${textOf(id, 'environ')}`.includes(folder))
      return [`process ${id}: ${command.slice(0, 200)}`];
    // After the name in parentheses: the state, and who started it.
    const [state, parent] = textOf(id, 'stat')
      .replace(/^.*\) /s, '')
      .split(' ');
    return state === 'Z' && Number(parent) === process.pid
      ? [`process ${id}: dead, and never waited for`]
      : [];
  });
}

function textOf(id: number, name: 'cmdline' | 'environ' | 'stat'): string {
  try {
    return readFileSync(`/proc/${id}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
