import type { Strings } from '../../shared/words/strings.ts';
import { describeError, describeFileError } from './describeError.ts';
import type { Log } from './logFile.ts';

/** What a start needs of its surroundings. */
export interface StartUpPorts {
  readonly log: Log;
  /** Asked only once something has failed. */
  readonly strings: () => Pick<Strings, 'startFailed'> | Promise<Pick<Strings, 'startFailed'>>;
  /** Shows a box and returns when a person has closed it. */
  readonly showError: (title: string, text: string) => void | Promise<void>;
  /** Ends the process, whatever the start has opened by then included. */
  readonly end: (exitCode: number) => void | Promise<void>;
  /** Where the log is, so that the box can name it. */
  readonly logPath: () => string;
}

/**
 * Runs the phases of the start. Whatever they throw is logged, told to the person with a next step, and ends the process with
 * exit code 1: a process without a window would hold the single-instance lock, and every later launch would do nothing.
 */
export async function startUp(phases: () => Promise<void>, ports: StartUpPorts): Promise<void> {
  try {
    await phases();
  } catch (error) {
    ports.log(`start: ${describeError(error)}`);
    try {
      const { title, sentence, nextStep } = (await ports.strings()).startFailed;
      const cause = describeFileError(error);
      const paragraphs = [sentence, ...(cause === null ? [] : [cause]), `${nextStep}\n${ports.logPath()}`];
      await ports.showError(title, paragraphs.join('\n\n'));
    } catch (failure) {
      ports.log(`start: the failure could not be shown: ${describeError(failure)}`);
    }
    await ports.end(1);
  }
}
