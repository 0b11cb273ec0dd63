/** `time` in UTC as the names of backups carry it: `yyyymmddhhmmss`. */
export function stampOf(time: Date): string {
  return time.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
