import { HELP } from './help.ts';
import { readArguments, type Options } from './options.ts';
import { inWords } from './print.ts';
import { exitCodeOf, type Outcome } from './report.ts';
import { toReport } from './sentences.ts';
import { VERSION } from './version.ts';

const USAGE = 2;
const BUG = 1;

/** Only the command that was asked for is loaded. */
async function run(options: Options): Promise<Outcome> {
  switch (options.command) {
    case 'check':
      return (await import('./commands/check.ts')).runCheck(options);
    case 'repair':
      return (await import('./commands/repair.ts')).runRepair(options);
    case 'restore':
      return (await import('./commands/restore.ts')).runRestore(options);
  }
}

async function main(): Promise<number> {
  const parsed = readArguments(process.argv.slice(2), process.env);
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(HELP);
      return 0;
    case 'version':
      process.stdout.write(`${VERSION}\n`);
      return 0;
    case 'usage':
      process.stderr.write(`${parsed.message}.\nFor help: mobile-setup --help\n`);
      return USAGE;
    case 'options': {
      const report = toReport(await run(parsed.options));
      const text = parsed.options.json
        ? JSON.stringify(report)
        : inWords(report, process.stdout.isTTY === true);
      process.stdout.write(`${text}\n`);
      return exitCodeOf(report.status);
    }
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  // The name alone: a message or a stack may quote a path or a value, and nothing here is known to be free of them.
  const what = error instanceof Error ? error.name : 'an unknown failure';
  process.stderr.write(`This is a bug of mobile-setup (${what}). Nothing more was changed. Please report it.\n`);
  process.exitCode = BUG;
}
