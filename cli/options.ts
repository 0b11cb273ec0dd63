import type { Fetch } from '../electron/main/remoteControl/index.ts';
import type { CommandName, Language } from './commandTable.ts';

/** What the person asked for, complete. */
export interface Options {
  readonly command: CommandName;
  /** The `CODEX_HOME`, absolute. */
  readonly folder: string;
  readonly json: boolean;
  readonly full: boolean;
  readonly dryRun: boolean;
  readonly newIdentity: boolean;
  readonly force: boolean;
  /** Shows each request and error code on standard error. */
  readonly verbose?: boolean;
  /** Of `restore`: path or name of a backup. */
  readonly backup?: string;
  /** Of `restore`: the exact bytes, whatever has been saved since. */
  readonly exact?: boolean;
  /** Of `repair`: the desktop app is asked to quit first, and opened again afterwards. */
  readonly quitApp?: boolean;
  /** Of `report`: the issue form is opened in the browser. */
  readonly open?: boolean;
  /** Of `launch`: the command that starts the desktop app. */
  readonly launch?: readonly string[];
  /** Aborts when the time is over, or the person has pressed Ctrl-C. */
  readonly signal: AbortSignal;
  /** How the service is reached; by default with Node's HTTP client. */
  readonly fetch?: Fetch;
}

/** How a report is shown. */
export interface Display {
  readonly language: Language;
  readonly all: boolean;
  readonly ascii: boolean;
  readonly noColor: boolean;
}
