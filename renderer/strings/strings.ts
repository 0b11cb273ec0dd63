import type { Outcome, ProblemReason, Removable, View } from '../../electron/shared/screen.ts';

/** What a state says: one headline, one sentence, one next step. */
export interface Words {
  readonly headline: string;
  readonly sentence: string;
  readonly nextStep: string;
}

/** A thing in the singular and the plural; `#` stands for the number. */
export interface Counted {
  readonly one: string;
  readonly other: string;
}

export type RepairStep = Extract<View, { kind: 'repairing' }>['step'];

/** Every word the page can show. One value per language; the accessible names of the English one are a contract. */
export interface Strings {
  /** As in the `lang` attribute. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly views: Readonly<Record<Exclude<View['kind'], 'problem'>, Words>>;
  /** The next step of the view `pairing` where there is no code to type. */
  readonly scanOnly: string;
  readonly problems: Readonly<Record<ProblemReason, Words>>;
  readonly repairSteps: Readonly<Record<RepairStep, string>>;
  /** What the last check or repair came to; `null` where the view says it already, or nothing needs to be said. */
  readonly outcomes: Readonly<
    Record<Outcome['kind'], { readonly requested: string | null; readonly automatic: string | null }>
  >;
  readonly removables: Readonly<Record<Removable, Counted>>;
  readonly removed: string;
  readonly qrCode: string;
  readonly pairingCode: string;
  /** `#` stands for minutes and seconds. */
  readonly codeValidFor: string;
  readonly codeValidLong: string;
  readonly codeExpired: string;
  readonly buttons: Readonly<Record<'repair' | 'tryAgain' | 'undo' | 'copy' | 'anotherPhone', string>>;
  readonly copied: string;
  readonly dialog: {
    readonly title: string;
    readonly introduction: string;
    readonly planning: string;
    readonly onComputer: string;
    readonly inAccount: string;
    readonly nothing: string;
    readonly kept: string;
    readonly newIdentity: string;
    readonly newIdentityHint: string;
    readonly confirm: string;
    readonly cancel: string;
  };
  /** For a call that could not even be made. */
  readonly unexpected: { readonly what: string; readonly nextStep: string };
}
