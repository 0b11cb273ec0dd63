import { completionScript } from './completion.ts';
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
      return options.dryRun
        ? (await import('./commands/dryRun.ts')).runDryRun(options)
        : (await import('./commands/repair.ts')).runRepair(options);
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
    case 'completion':
      process.stdout.write(completionScript(parsed.shell));
      return 0;
    case 'usage':
      process.stderr.write(`${parsed.message}.\nFor help: mobile-setup --help\n`);
      return USAGE;
    case 'options': {
      const outcome = await run(parsed.options);
      const report = toReport(outcome);
      const words = { colour: process.stdout.isTTY, isPlan: outcome.isPlan ?? false };
      process.stdout.write(`${parsed.options.json ? JSON.stringify(report) : inWords(report, words)}\n`);
      return exitCodeOf(report.status);
    }
  }
}

// Some versions of Node call `node:sqlite` experimental on standard error, which is for our own words.
process.removeAllListeners('warning');
try {
  process.exitCode = await main();
} catch (error) {
  // The name alone: a message or a stack can hold a path or an id.
  const what = error instanceof Error ? error.name : 'an unknown failure';
  process.stderr.write(
    `This is a bug of mobile-setup (${what}). Nothing more was changed. Please report it.\n`,
  );
  process.exitCode = BUG;
}
