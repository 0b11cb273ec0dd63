/**
 * The path of a program that comes with Windows, such as `tasklist.exe`. By its name alone a program is looked for in the
 * working folder first, where anyone may have put one.
 */
export function systemProgram(name: string, env: Readonly<Record<string, string | undefined>>): string {
  return `${env['SystemRoot'] || env['windir'] || String.raw`C:\Windows`}\\System32\\${name}`;
}
