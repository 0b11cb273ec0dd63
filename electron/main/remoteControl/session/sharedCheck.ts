import type { CheckResult } from '../repair/check.ts';

/** Why a check is made. All share the one that runs. */
export type Trigger =
  | 'launch'
  | 'button'
  | 'resume'
  | 'online'
  | 'focus'
  | 'visible'
  | 'errored'
  | 'revoked'
  | 'timer';

/** One check at a time, whoever asks. */
export interface SharedCheck {
  /** Joins the running check, or starts one; its result is settled once. */
  check(trigger: Trigger): Promise<void>;
  /** A reading for a repair, after whatever runs now; nothing is settled by it. */
  inspect(): Promise<CheckResult>;
  /** Resolves when no reading runs any more. */
  idle(): Promise<void>;
}

/** What a shared check is made of. */
export interface SharedCheckPorts {
  readonly read: (how: { evenWithoutPairing: boolean; isRecheck: boolean }) => Promise<CheckResult>;
  readonly settle: (result: CheckResult) => Promise<void> | void;
  /** Whether a result may still be acted on: not while a repair is at work, or after the end. */
  readonly mayAct: () => boolean;
  readonly log: (line: string) => void;
}

/** Two readings of the directory never overlap. */
export function createSharedCheck({ read, settle, mayAct, log }: SharedCheckPorts): SharedCheck {
  let last: Promise<unknown> = Promise.resolve();
  let shared: Promise<void> | null = null;

  const readNext = (how: Parameters<typeof read>[0]): Promise<CheckResult> => {
    const next = last.then(() => read(how));
    last = next;
    return next;
  };
  const checkOnce = async (trigger: Trigger): Promise<void> => {
    try {
      const result = await readNext({ evenWithoutPairing: false, isRecheck: trigger === 'timer' });
      if (mayAct()) await settle(result);
    } finally {
      shared = null;
    }
  };

  return {
    check(trigger) {
      if (!mayAct()) return Promise.resolve();
      log(`check: ${trigger}${shared === null ? '' : ' (joins the running one)'}`);
      shared ??= checkOnce(trigger);
      return shared;
    },
    async inspect() {
      await shared;
      return readNext({ evenWithoutPairing: true, isRecheck: false });
    },
    async idle() {
      await last;
    },
  };
}
