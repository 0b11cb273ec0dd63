/** Chromium's net error numbers (net/base/net_error_list.h) that a test is likely to meet. */
const NUMBERS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_INVALID_URL: -300,
};

/** What `loadURL` rejects with: Electron's message, `code` and `errno`. */
export class LoadError extends Error {
  readonly code: string;
  readonly errno: number;
  readonly url: string;

  constructor(netError: string, url: string) {
    const code = netError.replace(/^net::/, '');
    const errno = NUMBERS[code] ?? -2;
    super(`${code} (${errno}) loading '${url}'`);
    this.code = code;
    this.errno = errno;
    this.url = url;
  }
}
