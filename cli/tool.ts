import { readArguments } from './arguments.ts';
import { oneLine } from './display.ts';
import { VERSION } from './version.ts';

const USAGE = 2;
const BUG = 1;

async function main(): Promise<number> {
  const parsed = readArguments(process.argv.slice(2), process.env);
  switch (parsed.kind) {
    case 'help': {
      const { helpText } = await import('./help.ts');
      process.stdout.write(helpText(parsed.language, parsed.topic));
      return 0;
    }
    case 'version':
      process.stdout.write(`${VERSION}\n`);
      return 0;
    case 'completion': {
      const { completionScript } = await import('./completion.ts');
      process.stdout.write(completionScript(parsed.shell));
      return 0;
    }
    case 'usage':
      return usage(parsed.message);
    case 'request': {
      const ended = await (await import('./run.ts')).run(parsed.request);
      return ended.kind === 'usage' ? usage(ended.message) : ended.exitCode;
    }
  }
}

function usage(message: string): number {
  process.stderr.write(
    `${oneLine(message)}${/[.?]$/.test(message) ? '' : '.'}\nFor help: mobile-setup --help\n`,
  );
  return USAGE;
}

async function start(): Promise<void> {
  try {
    const exitCode = await main();
    process.exitCode ??= exitCode;
  } catch (error) {
    // The name alone: a message or a stack can hold a path or an ID.
    const what = error instanceof Error ? error.name : 'an unknown failure';
    process.stderr.write(`mobile-setup ran into a bug of its own (${what}). Please report it.\n`);
    process.exitCode = BUG;
  }
  await end();
}

/** Ends the process when all that was printed is written: what is left open, such as a connection for more requests, would only delay it. */
async function end(): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) {
    await new Promise((written) => stream.write('', written));
  }
  process.exit();
}

// A reader that has gone (`| head`) changes nothing: what was to be done is done, and the exit code says so.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
// Some versions of Node call `node:sqlite` experimental on standard error, which is for our own words.
process.removeAllListeners('warning');
void start();
