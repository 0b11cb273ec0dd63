import { c as View, f as UpdatedByHand, i as ProblemReason, n as HostPairing, r as Outcome, t as AuthorizationReason } from "./screen.js";
import { n as Failure } from "./ipc.js";
/** What is said of one thing that went wrong, and what to do about it. */
interface Said {
  readonly what: string;
  readonly nextStep: string;
}
/** The words for authorizing this computer again, and for pairing the computers that it controls. */
interface AuthorizationWords {
  /** Beside the button: why it is there, and what pressing it means. */
  readonly needed: Said;
  readonly steps: Readonly<Record<'explaining' | 'preparing' | 'browser' | 'finishing', Said>>;
  readonly failures: Readonly<Record<AuthorizationReason, Said>>;
  readonly cancel: string;
  readonly close: string;
  readonly hosts: {
    readonly title: string;
    readonly introduction: string;
    readonly none: string;
    readonly unknown: string;
    readonly paired: string;
    readonly online: string;
    readonly offline: string;
    readonly code: string;
    readonly pair: string;
    readonly pairing: string;
    readonly done: string;
    readonly results: Readonly<Record<HostPairing, string>>;
  };
  /** The page that the browser shows at the end. */
  readonly browserPages: {
    readonly confirmed: string;
    readonly declined: string;
  };
}
/** What a state says: one headline, one sentence, one next step. */
interface Words {
  readonly headline: string;
  readonly sentence: string;
  readonly nextStep: string;
}
/** A thing in the singular and the plural; `#` stands for the number. */
interface Counted {
  readonly one: string;
  readonly other: string;
}
/** A step of a repair, as the window lists it. */
type RepairStep = Extract<View, {
  kind: 'repairing';
}>['step'];
/** What a repair removes, as a person thinks of it: several kinds of records are one thing. */
type Thing = 'pairing' | 'remembered' | 'phones' | 'entry' | 'leftover';
/** What a person can press. */
type ButtonName = 'repair' | 'tryAgain' | 'undo' | 'finishLater' | 'copy' | 'anotherPhone' | 'removePhone' | 'done' | 'back' | 'restart' | 'copyCode' | 'authorize';
/** What the system's own menu items do, by Electron's names of their roles. */
type MenuRole = 'about' | 'services' | 'hide' | 'hideOthers' | 'unhide' | 'quit' | 'close' | 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'delete' | 'selectAll' | 'resetZoom' | 'zoomIn' | 'zoomOut' | 'minimize' | 'zoom' | 'front';
/** Every word that the page, the menu and a notification can show. One value per language; the accessible names of the English one are a contract. */
interface Strings {
  /** As in the `lang` attribute. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly views: Readonly<Record<Exclude<View['kind'], 'problem' | 'pairing'>, Words>>;
  /** The view `pairing`; its next step is a list. */
  readonly pairing: Pick<Words, 'headline' | 'sentence'> & {
    readonly steps: readonly string[];
  };
  readonly problems: Readonly<Record<ProblemReason, Words>>;
  /** What is said of a Codex program that is too old, where more is known of it. */
  readonly tooOld: {
    /** `#` stands for the version. */
    readonly sentence: string;
    /** `#` stands for the command that updates it. */
    readonly command: string;
    readonly byHand: Readonly<Record<UpdatedByHand, string>>;
  };
  /** When a problem is tried again without anyone's doing; `#` stands for minutes and seconds. */
  readonly nextTry: string;
  readonly trying: string;
  readonly repairSteps: Readonly<Record<RepairStep, string>>;
  /** How far a long step is; the first `#` stands for what is done, the second for all. */
  readonly progress: string;
  /** What the last check or repair came to; `null` where the view says it already, or nothing needs to be said. */
  readonly outcomes: Readonly<Record<Outcome['kind'], {
    readonly requested: string | null;
    readonly automatic: string | null;
  }>>;
  readonly details: {
    readonly open: string;
    readonly onComputer: string;
    readonly inAccount: string;
    readonly why: {
      readonly requested: string;
      readonly automatic: string;
    };
  };
  /** What could not be removed yet; `#` stands for the things. */
  readonly left: string;
  readonly things: Readonly<Record<Thing, Counted>>;
  readonly qrCode: string;
  readonly pairingCode: string;
  /** Stands above the code to type. */
  readonly typeCode: string;
  readonly codeCopied: string;
  /** `#` stands for minutes and seconds. */
  readonly codeRenews: string;
  readonly codeValidLong: string;
  readonly codeExpired: string;
  readonly reconnecting: string;
  readonly phone: {
    /** A phone without a name. */
    readonly unnamed: string;
    /** `#` stands for how long ago. */
    readonly lastSeen: string;
    readonly seenNow: string;
    readonly others: Counted;
  };
  readonly buttons: Readonly<Record<ButtonName, string>>;
  readonly copied: string;
  readonly authorization: AuthorizationWords;
  /** Asks before a phone is removed; `#` stands for its name. */
  readonly phoneDialog: {
    readonly title: string;
    readonly sentence: string;
    readonly nextStep: string;
    readonly confirm: string;
    readonly cancel: string;
    /** `unclear`: none was removed, as it is not known which was meant. `unconfirmed`: it may have been removed. */
    readonly failures: Readonly<Record<'unclear' | 'unconfirmed', Failure>>;
  };
  readonly dialog: {
    readonly title: string;
    readonly introduction: string;
    /** Where a plan was confirmed that would do something else by now. */
    readonly changed: string;
    /** Where nothing tells whose the pairing is that would be removed. */
    readonly ownerUnknown: string;
    readonly planning: string;
    /** Stands above what is listed. */
    readonly removes: string;
    readonly nothing: string;
    readonly kept: string;
    /** Stands above what can be ticked. */
    readonly ghosts: string;
    readonly unnamedGhost: string;
    readonly newIdentity: string;
    readonly newIdentityHint: string;
    readonly confirm: string;
    readonly cancel: string;
  };
  /** For a call that could not even be made, or failed in a way that was not foreseen. */
  readonly unexpected: Failure;
  readonly menu: Readonly<Record<'file' | 'edit' | 'view' | 'window' | 'help' | 'repair' | 'authorize' | 'openLog' | 'language' | 'systemLanguage' | 'notifications', string>> & {
    /** Electron has these in English alone. */
    readonly roles: Readonly<Record<MenuRole, string>>;
  };
  /** For a heal that happened while the window was not in sight. */
  readonly healedInBackground: {
    readonly title: string;
    readonly body: string;
  };
  /** For a start that failed; a path follows `nextStep`. */
  readonly startFailed: {
    readonly title: string;
    readonly sentence: string;
    readonly nextStep: string;
  };
  /** For a page that cannot be shown, in a box with two buttons. */
  readonly pageLost: {
    readonly message: string;
    readonly detail: string;
    readonly retry: string;
    readonly quit: string;
  };
}
/** The strings for a language tag such as `de-AT`; English where there are none. */
declare function chooseStrings(tag: string): Strings;
export { Strings as n, chooseStrings as t };