import * as z from 'zod/mini';
import type { RunningProcess } from './contract.ts';

/** PowerShell's place among the programs that come with Windows. */
export const POWERSHELL_PROGRAM = String.raw`WindowsPowerShell\v1.0\powershell.exe`;
/** What PowerShell is asked for: with command lines, but a second slower than `tasklist`. */
export const POWERSHELL = [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-CimInstance Win32_Process | ' +
    'Select-Object ProcessId, ParentProcessId, Name, ExecutablePath, CommandLine, ' +
    "@{n='Started';e={$_.CreationDate.Ticks}} | ConvertTo-Json -Compress",
];
/** Names alone, where PowerShell is switched off. */
export const TASKLIST = ['/FO', 'CSV', '/NH'];

const text = z.nullable(z.string());
const processSchema = z.lazy(() =>
  z.object({
    ProcessId: z.number(),
    ParentProcessId: z.number(),
    Name: text,
    ExecutablePath: text,
    CommandLine: text,
    Started: z.nullable(z.number()),
  }),
);

/**
 * Reads PowerShell's listing. Windows keeps the number of the process that started another one when that has ended, and gives the
 * number to a new one: a parent that is younger than its child is none.
 * @throws where it isn't one
 */
export function parsePowerShell(json: string): readonly RunningProcess[] {
  const listed = z.array(processSchema).parse([JSON.parse(json.replace(/^\uFEFF/, ''))].flat());
  const startOf = new Map(listed.map(({ ProcessId, Started }) => [ProcessId, Started]));
  const isOlder = (pid: number, started: number | null): boolean =>
    started !== null && (startOf.get(pid) ?? Number.POSITIVE_INFINITY) <= started;
  return listed.map(({ ProcessId, ParentProcessId, Name, ExecutablePath, CommandLine, Started }) => ({
    pid: ProcessId,
    parent: isOlder(ParentProcessId, Started) ? ParentProcessId : null,
    names: [ExecutablePath ?? '', Name ?? ''],
    words: CommandLine === null ? null : CommandLine.replace(/^\s*(?:"[^"]*"|\S+)/, '').trim(),
    folder: null,
  }));
}

/** Reads the listing of `tasklist`. */
export function parseTaskList(csv: string): readonly RunningProcess[] {
  return [...csv.matchAll(/^"([^"]+)","(\d+)"/gm)].map(([, name = '', pid]) => ({
    pid: Number(pid),
    parent: null,
    names: [name],
    words: null,
    folder: null,
  }));
}
