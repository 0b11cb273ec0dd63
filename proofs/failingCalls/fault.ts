import { writeSync } from 'node:fs';
import type { FileSystemCall } from '../harness/fileSystem.ts';

/** How one call of the file system goes wrong; `short write`: it writes half of what it was given, and says so. */
export const FAULTS = ['ENOSPC', 'EIO', 'EACCES', 'EBUSY', 'EXDEV', 'short write'] as const;
export type Fault = (typeof FAULTS)[number];

/** Whether `fault` can happen to a call of this name. */
export function canHappen(fault: Fault, name: string): boolean {
  return fault !== 'short write' || name === 'handle.write';
}

/** Lets `call` go wrong as a real system does. */
export function fail(call: FileSystemCall, fault: Fault): unknown {
  // It has no errors: whatever goes wrong, it says that nothing is there.
  if (call.name === 'existsSync') return false;
  if (fault === 'short write') return writeHalf(call);
  // A full disk takes what still fits, and a descriptor is closed even where closing it reports an error.
  if (call.name === 'handle.write' && fault === 'ENOSPC') void writeHalf(call);
  if (call.name === 'closeSync') call.perform(...call.parameters);
  if (call.name === 'handle.close') void call.perform(...call.parameters);
  throw Object.assign(new Error(`${fault}: ${call.name}`), { code: fault, syscall: call.name });
}

/** Writes the first half of what `call`, a `handle.write`, is to write, before this returns. */
export function writeHalf({ parameters, fd }: FileSystemCall): Promise<{ bytesWritten: number }> {
  const [bytes, offset = 0, length = bytes.length - offset] = parameters as [Uint8Array, number?, number?];
  const bytesWritten = writeSync(fd ?? -1, bytes, offset, Math.floor(length / 2));
  return Promise.resolve({ bytesWritten });
}
