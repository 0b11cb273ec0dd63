import { config } from 'zod/mini';
import type { Request } from './arguments.ts';
import { safeJson, styleFor } from './display.ts';
import { findFolder, FOLDER_MISSING } from './folder.ts';
import { onInterrupt } from './interrupt.ts';
import { invocationOf } from './invocation.ts';
import type { Messages } from './messages/contract.ts';
import type { Options } from './options.ts';
import { exitCodeOf, hasDone, type Outcome, type Status } from './report.ts';
import { runCheck } from './commands/check.ts';
import { rowsOf } from './rows.ts';
import { toReport } from './toReport.ts';

// A command reads a few values once: to compile readers for them takes longer than to read them.
config({ jitless: true });

/** How a command ended. */
export type Ended =
  | { readonly kind: 'exit'; readonly exitCode: number }
  | { readonly kind: 'usage'; readonly message: string };

/** Runs a command and prints what it came to. Only the command that was asked for is loaded. */
export async function run(request: Request): Promise<Ended> {
  const folder = findFolder(request.codexHome, process.env);
  if (folder.kind === 'mistake') return { kind: 'usage', message: folder.message };

  const messages = await messagesIn(request.language);
  const isShown =
    !request.json && !request.verbose && request.command !== 'report' && process.env['TERM'] !== 'dumb';
  const spinner =
    process.stderr.isTTY && process.stdout.isTTY && isShown ? await import('./spinner.ts') : null;
  const stopSpinner = spinner?.startSpinner(
    process.stderr,
    styleFor(process.stderr, request, process.env),
    messages.checking,
  );
  const interrupted = onInterrupt();
  const signal = AbortSignal.any([
    interrupted.signal,
    AbortSignal.timeout(Math.ceil(request.timeoutSeconds * 1000)),
  ]);
  try {
    const found = await runCommand({ ...request, folder: folder.path, signal });
    const outcome = folder.isMissing ? { ...found, detail: FOLDER_MISSING } : found;
    stopSpinner?.();
    // Nothing was done, and the person knows why.
    if (interrupted.signal.aborted && !hasDone(outcome)) return { kind: 'exit', exitCode: 130 };
    await print(outcome, request, messages);
    // An app is not what someone wants who has just asked this to end.
    if (request.command === 'launch' && !interrupted.signal.aborted) {
      interrupted.stop();
      return await (await import('./commands/launch.ts')).launch(request.launch ?? [], request.json);
    }
    return { kind: 'exit', exitCode: exitCodeOf(outcome.status) };
  } finally {
    stopSpinner?.();
    interrupted.stop();
  }
}

async function messagesIn(language: Request['language']): Promise<Messages> {
  return language === 'de'
    ? (await import('./messages/german.ts')).GERMAN
    : (await import('./messages/english.ts')).ENGLISH;
}

async function runCommand(options: Options): Promise<Outcome> {
  switch (options.command) {
    case 'check':
      return runCheck(options);
    case 'repair':
      if (options.quitApp) return (await import('./commands/quitApp.ts')).repairWithoutApp(options);
      return options.dryRun
        ? (await import('./commands/dryRun.ts')).runDryRun(options)
        : (await import('./commands/repair.ts')).runRepair(options);
    case 'restore':
      return (await import('./commands/restore.ts')).runRestore(options);
    case 'report':
      return (await import('./commands/report.ts')).runReport(options);
    case 'launch':
      return (await import('./commands/launch.ts')).repairBeforeLaunch(options);
  }
}

/** With these an app is launched without a word. */
const QUIET: ReadonlySet<Status> = new Set(['healthy', 'not-enrolled', 'nothing-to-repair']);

async function print(outcome: Outcome, request: Request, messages: Messages): Promise<void> {
  const invocation = invocationOf(process.argv, process.env);
  const report = toReport(outcome, { messages, request, invocation });
  if (request.json) {
    process.stdout.write(`${safeJson(report)}\n`);
    return;
  }
  if (request.command === 'report') {
    const { reportText, openForm } = await import('./commands/report.ts');
    process.stdout.write(reportText(report));
    if (request.open) await openForm(report, messages);
    return;
  }
  const isLaunch = request.command === 'launch';
  if (isLaunch && QUIET.has(report.status)) return;
  const { formatReport } = await import('./formatReport.ts');
  const rows = outcome.seen === undefined ? [] : rowsOf(outcome.seen, messages);
  const stream = isLaunch ? process.stderr : process.stdout;
  const style = styleFor(stream, request, process.env);
  const format = { messages, style, rows, all: request.all, isPlan: outcome.isPlan ?? false };
  stream.write(`${formatReport(report, format)}\n`);
}
