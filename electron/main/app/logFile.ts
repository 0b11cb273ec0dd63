import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { redact } from '../remoteControl/index.ts';

/** A log of two files of this size is some days of trouble, or a year of quiet. */
const MAX_BYTES = 1024 * 1024;

/** Takes one line; never throws. */
export type Log = (line: string) => void;

/**
 * A log file for its owner only: one JSON object a line, `{at, line}`, without tokens or codes and with ids shortened. At one
 * megabyte it moves to `<path>.old`, in place of the one before. A log that cannot be written costs the log and
 * nothing else.
 */
export function openLogFile(path: string, now: () => Date = () => new Date()): Log {
  let size = sizeOf(path);
  return (line) => {
    const record = `${JSON.stringify({ at: now().toISOString(), line: redact(line) })}\n`;
    try {
      if (size === null) mkdirSync(dirname(path), { recursive: true });
      if (size !== null && size + record.length > MAX_BYTES) {
        renameSync(path, `${path}.old`);
        size = null;
      }
      appendFileSync(path, record, { mode: 0o600 });
      if (size === null) chmodSync(path, 0o600);
      size = (size ?? 0) + record.length;
    } catch {
      size = sizeOf(path);
    }
  };
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}
