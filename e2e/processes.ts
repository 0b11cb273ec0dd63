import { readdirSync, readFileSync } from 'node:fs';

/** The app-servers whose `CODEX_HOME` is this one, by their process ids; Linux alone tells. */
export function appServersOf(codexHome: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return (
          command.includes('app-server') && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(codexHome)
        );
      } catch {
        return false;
      }
    });
}
