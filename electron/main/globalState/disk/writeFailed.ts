import type { WriteFailed } from '../contract.ts';

/** A failure as a value, in words a person can act on. */
export function writeFailed(code: string, onDisk: WriteFailed['onDisk']): WriteFailed {
  const why = WHY[code] ?? `The file system answered ${code}.`;
  const state =
    onDisk === 'old'
      ? 'The state file was not changed.'
      : 'The old state file could not be put back everywhere.';
  return {
    kind: 'write-failed',
    code,
    onDisk,
    message: `${why} ${state}`,
  };
}

const WHY: Record<string, string> = {
  ENOSPC: 'The disk is full: free some space.',
  EDQUOT: 'Your disk quota is used up: free some space.',
  EROFS: 'The disk is read-only: make it writable.',
  EACCES: 'The folder may not be written by this user: correct its permissions.',
  EPERM: 'The folder may not be written by this user: correct its permissions.',
  EBUSY: 'Another program holds the file: close it.',
};
