import type { Outcome, ProblemReason, Removable, View } from '../screen.ts';

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

/** A step of a repair, as the window lists it. */
export type RepairStep = Extract<View, { kind: 'repairing' }>['step'];

/** Every word that the page, the menu and a notification can show. One value per language; the accessible names of the English one are a contract. */
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
  /** For a call that could not even be made, or failed in a way that nobody foresaw. */
  readonly unexpected: { readonly what: string; readonly nextStep: string };
  /** For an action that did not happen; the view says why. */
  readonly notChanged: { readonly what: string; readonly nextStep: string };
  readonly menu: Readonly<
    Record<
      | 'file'
      | 'edit'
      | 'view'
      | 'window'
      | 'help'
      | 'repair'
      | 'openLog'
      | 'language'
      | 'systemLanguage'
      | 'notifications',
      string
    >
  >;
  /** For a heal that happened while nobody looked. */
  readonly healedInBackground: { readonly title: string; readonly body: string };
  /** For a start that failed; a path follows `nextStep`. */
  readonly startFailed: { readonly title: string; readonly sentence: string; readonly nextStep: string };
  /** For a page that cannot be shown, in a box with two buttons. */
  readonly pageLost: {
    readonly message: string;
    readonly detail: string;
    readonly retry: string;
    readonly quit: string;
  };
}
