import * as z from 'zod/mini';
import type { RunningProcess } from './contract.ts';

/** What PowerShell is asked for: with command lines, but a second slower than `tasklist`. */
export const POWERSHELL = [
  '-NoProfile',
  '-NonInteractive',
  '-Command',
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-CimInstance Win32_Process | ' +
    'Select-Object ProcessId, ParentProcessId, Name, ExecutablePath, CommandLine | ConvertTo-Json -Compress',
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
  }),
);

/**
 * Reads PowerShell's listing.
 * @throws where it isn't one
 */
export function parsePowerShell(json: string): readonly RunningProcess[] {
  const listed = z.array(processSchema).parse([JSON.parse(json.replace(/^\uFEFF/, ''))].flat());
  return listed.map(({ ProcessId, ParentProcessId, Name, ExecutablePath, CommandLine }) => ({
    pid: ProcessId,
    parent: ParentProcessId || null,
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
