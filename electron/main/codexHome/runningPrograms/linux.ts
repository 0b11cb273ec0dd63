import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { RunningProcess } from './contract.ts';
import { codexHomeOf, folderIdentity } from './folderIdentity.ts';

/** The processes that `/proc` shows, the kernel's own left out. Another user's whose environment is closed isn't on our folder. */
export function linuxProcesses(): readonly RunningProcess[] {
  return readdirSync('/proc').flatMap((name) =>
    /^\d+$/.test(name) ? (attempt(() => read(name)) ?? []) : [],
  );
}

function read(pid: string): RunningProcess[] {
  const open = (entry: string) => readFileSync(`/proc/${pid}/${entry}`, 'utf8');
  const [command = '', ...words] = open('cmdline').replace(/\0$/, '').split('\0');
  // The kernel's own, and those that have ended and wait for their parent to notice.
  if (command === '') return [];
  const environment = attempt(() => open('environ'));
  if (environment === null && ownerIn(open('status')) !== process.getuid?.()) return [];
  const program = attempt(() => readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ''));
  const folder = environment === null ? () => null : once(() => folderOf(pid, parseEnvironment(environment)));
  const stat = attempt(() => open('stat')) ?? '';
  return [
    {
      pid: Number(pid),
      // The name in parentheses may hold spaces; the parent is the second field after it.
      parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) || null,
      names: [program ?? '', command, stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))],
      words,
      get folder() {
        return folder();
      },
    },
  ];
}

/** Its files belong to root where a process hides itself; its status says whose it is. */
function ownerIn(status: string): number {
  return Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
}

/** The folder is asked of few processes, and costs more than everything else that is read of one. */
function once<T>(look: () => T): () => T {
  let found: { readonly value: T } | null = null;
  return () => (found ??= { value: look() }).value;
}

function folderOf(pid: string, environment: Readonly<Record<string, string>>): string {
  const folder = codexHomeOf(environment, attempt(() => readlinkSync(`/proc/${pid}/cwd`)) ?? '/');
  // A container's paths lead elsewhere than ours.
  const identity = folderIdentity(folder, `/proc/${pid}/root`);
  return identity === folder ? folderIdentity(folder) : identity;
}

function parseEnvironment(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split('\0').map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, Math.max(at, 0)), line.slice(at + 1)];
    }),
  );
}

/** A process may end while it is looked at, and closes some of its facts to others. */
function attempt<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}
