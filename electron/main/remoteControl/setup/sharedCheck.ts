import type { CheckResult } from '../check.ts';

/** Why a check is made. All share the one that runs. */
export type Trigger = 'launch' | 'button' | 'resume' | 'online' | 'errored' | 'revoked' | 'timer';

/** One check at a time, whoever asks. */
export interface SharedCheck {
  /** Joins the running check, or starts one; its result is settled once. */
  check(trigger: Trigger): Promise<void>;
  /** A reading for a repair, after whatever runs now; nothing is settled by it. */
  inspect(): Promise<CheckResult>;
  /** Resolves when no reading runs any more. */
  idle(): Promise<void>;
}

export interface SharedCheckPorts {
  readonly read: (evenWithoutPairing: boolean) => Promise<CheckResult>;
  readonly settle: (result: CheckResult) => void;
  /** Whether a result may still be acted on: not while a repair is at work, or after the end. */
  readonly mayAct: () => boolean;
  readonly log: (line: string) => void;
}

/** Two readings of the directory never overlap. */
export function createSharedCheck({ read, settle, mayAct, log }: SharedCheckPorts): SharedCheck {
  let last: Promise<unknown> = Promise.resolve();
  let shared: Promise<void> | null = null;

  const readNext = (evenWithoutPairing: boolean): Promise<CheckResult> => {
    const next = last.then(() => read(evenWithoutPairing));
    last = next;
    return next;
  };
  const checkOnce = async (): Promise<void> => {
    try {
      const result = await readNext(false);
      if (mayAct()) settle(result);
    } finally {
      shared = null;
    }
  };

  return {
    check(trigger) {
      if (!mayAct()) return Promise.resolve();
      log(`check: ${trigger}${shared === null ? '' : ' (joins the running one)'}`);
      shared ??= checkOnce();
      return shared;
    },
    async inspect() {
      await shared;
      return readNext(true);
    },
    async idle() {
      await last;
    },
  };
}
