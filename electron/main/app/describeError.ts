/**
 * Name and first stack line of what was thrown, and the code and path of a file system error: a message may quote a token, these
 * cannot.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'threw something that is no error';
  const place = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  const file = describeFileError(error);
  return [
    error.name,
    ...(file === null ? [] : [`(${file})`]),
    ...(place === undefined ? [] : [place.trim()]),
  ].join(' ');
}

/** What a person can look after: the code of a file system error and the file or folder it is about; `null` for other errors. */
export function describeFileError(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return null;
  const { code, path } = error;
  return typeof code === 'string' && typeof path === 'string' ? `${code}: ${path}` : null;
}
