/** The languages the tool speaks. */
export const LANGUAGES = ['en', 'de'] as const;
/** One of them, as `--lang` takes it. */
export type Language = (typeof LANGUAGES)[number];
/** One text in each language. */
export type Texts = Readonly<Record<Language, string>>;

/** The longest `--timeout`. */
export const MAX_TIMEOUT_SECONDS = 3600;

/** The shells that can be given completions. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
/** One of them. */
export type Shell = (typeof SHELLS)[number];

/** The commands that check or change a folder. */
export const COMMANDS = ['check', 'repair', 'restore', 'report', 'launch'] as const;
/** One of them. */
export type CommandName = (typeof COMMANDS)[number];
/** Everything that can stand in the place of a command. */
export type Word = CommandName | 'completion' | 'help';

/** One command as help, completion and the manual page show it. */
export interface CommandInfo {
  readonly usage: string;
  readonly summary: Texts;
}

/** What each command is for. */
export const COMMAND_TABLE: Readonly<Record<Word, CommandInfo>> = {
  check: {
    usage: 'check',
    summary: {
      en: 'only looks; no file is created, changed or touched (the default)',
      de: 'sieht nur nach; keine Datei wird angelegt, geändert oder berührt (Standard)',
    },
  },
  repair: {
    usage: 'repair',
    summary: {
      en: 'removes what is proven to be deleted on the server, and nothing else',
      de: 'entfernt, was nachweislich auf dem Server gelöscht ist, und sonst nichts',
    },
  },
  restore: {
    usage: 'restore [BACKUP]',
    summary: {
      en: 'takes back the newest repair, or the one with this backup',
      de: 'macht die neueste Reparatur rückgängig, oder die mit dieser Sicherung',
    },
  },
  report: {
    usage: 'report',
    summary: {
      en: 'prints a redacted report, ready to paste into an issue',
      de: 'gibt einen geschwärzten Bericht aus, fertig zum Einfügen in eine Meldung',
    },
  },
  launch: {
    usage: 'launch -- COMMAND…',
    summary: {
      en: 'repairs if needed, then starts the desktop app with this command',
      de: 'repariert, falls nötig, und startet dann die Desktop-App mit diesem Befehl',
    },
  },
  completion: {
    usage: 'completion SHELL',
    summary: {
      en: 'prints completions for bash, zsh, fish or powershell',
      de: 'gibt Vervollständigungen für bash, zsh, fish oder powershell aus',
    },
  },
  help: {
    usage: 'help [COMMAND]',
    summary: { en: 'explains a command', de: 'erklärt einen Befehl' },
  },
};

/** One option. */
export interface OptionInfo {
  /** What its value is called; none for a switch. */
  readonly value?: string;
  /** The commands that have it; all of them if absent. */
  readonly commands?: readonly CommandName[];
  /** npm has an option of that name too, so a person may have meant npm. */
  readonly isNpms?: true;
  readonly summary: Texts;
}

/** Every option, in the order of the help. */
const OPTION_TABLE = {
  full: {
    commands: ['repair'],
    summary: {
      en: "removes all of this computer's own pairing, and phones that never finished (the button's repair)",
      de: 'entfernt die ganze eigene Kopplung dieses Computers und nie fertig gekoppelte Telefone (wie der Knopf)',
    },
  },
  'dry-run': {
    commands: ['repair'],
    isNpms: true,
    summary: {
      en: 'shows what would be done and writes nothing',
      de: 'zeigt, was geschehen würde, und schreibt nichts',
    },
  },
  'new-identity': {
    commands: ['repair'],
    summary: {
      en: 'with --full: makes this a new computer for the server',
      de: 'mit --full: macht diesen Computer für den Server zu einem neuen',
    },
  },
  'quit-app': {
    commands: ['repair'],
    summary: {
      en: 'asks the desktop app to quit, waits, repairs, and opens it again',
      de: 'bittet die Desktop-App, sich zu beenden, wartet, repariert und öffnet sie wieder',
    },
  },
  exact: {
    commands: ['restore'],
    summary: {
      en: 'puts back the exact bytes, whatever has been saved since',
      de: 'stellt die Bytes genau wieder her, was auch seither gespeichert wurde',
    },
  },
  open: {
    commands: ['report'],
    summary: {
      en: "opens the project's issue form in your browser, with the report filled in; you decide whether to send it",
      de: 'öffnet das Meldeformular des Projekts im Browser, mit dem Bericht ausgefüllt; Sie entscheiden, ob Sie es absenden',
    },
  },
  'codex-home': {
    value: 'DIR',
    summary: {
      en: 'the folder (default: $CODEX_HOME, then ~/.codex)',
      de: 'der Ordner (Standard: $CODEX_HOME, dann ~/.codex)',
    },
  },
  json: {
    isNpms: true,
    summary: { en: 'one JSON object on standard output', de: 'ein JSON-Objekt auf der Standardausgabe' },
  },
  all: { isNpms: true, summary: { en: 'shows IDs and files too', de: 'zeigt auch IDs und Dateien' } },
  timeout: {
    value: 'SECONDS',
    summary: {
      en: 'for the whole command (default: 20; 5 before a launch)',
      de: 'für den ganzen Befehl (Standard: 20; 5 vor einem Start)',
    },
  },
  force: {
    isNpms: true,
    summary: {
      en: 'writes although the desktop app seems to be running, or a lock cannot be verified',
      de: 'schreibt, obwohl die Desktop-App zu laufen scheint oder eine Sperre nicht prüfbar ist',
    },
  },
  verbose: {
    isNpms: true,
    summary: {
      en: 'shows each request and error code on standard error',
      de: 'zeigt jede Anfrage und jeden Fehlercode auf der Standardfehlerausgabe',
    },
  },
  lang: {
    value: 'LANGUAGE',
    summary: { en: 'en or de (default: your locale)', de: 'en oder de (Standard: Ihre Sprache)' },
  },
  'no-color': { isNpms: true, summary: { en: 'no colors', de: 'keine Farben' } },
  ascii: { summary: { en: 'plain letters instead of symbols', de: 'einfache Buchstaben statt Symbolen' } },
  help: { isNpms: true, summary: { en: 'explains the command', de: 'erklärt den Befehl' } },
  version: { isNpms: true, summary: { en: 'prints the version', de: 'gibt die Version aus' } },
} as const satisfies Readonly<Record<string, OptionInfo>>;

/** The name of an option, without its dashes. */
export type OptionName = keyof typeof OPTION_TABLE;

/** The same table, read by any name. */
export const OPTION_INFO: Readonly<Record<OptionName, OptionInfo>> = OPTION_TABLE;

/** The options in the order of the help. */
export const OPTION_NAMES = Object.keys(OPTION_TABLE) as readonly OptionName[];

/** Whether a command has an option. */
export function takesOption(command: CommandName, option: OptionName): boolean {
  return OPTION_INFO[option].commands?.includes(command) ?? true;
}

/** What each exit code means; the codes are part of the contract. */
export const EXIT_CODE_TEXTS: Readonly<Record<number, Texts>> = {
  0: { en: 'all is well, or it was repaired', de: 'alles in Ordnung, oder repariert' },
  3: { en: 'a deleted pairing is stored here', de: 'eine gelöschte Kopplung ist hier gespeichert' },
  4: { en: "couldn't be verified", de: 'konnte nicht geprüft werden' },
  5: {
    en: 'the account or another computer is in the way',
    de: 'das Konto oder ein anderer Computer steht im Weg',
  },
  6: { en: 'refused, nothing was changed', de: 'abgelehnt, nichts wurde geändert' },
  2: { en: 'wrong usage', de: 'falscher Aufruf' },
  1: { en: 'a bug', de: 'ein Programmfehler' },
};

/** Commands to try, with what they do. */
export const EXAMPLES: readonly string[] = [
  'check --json > report.json',
  'repair --dry-run',
  'repair --full --codex-home ~/.codex',
  'restore .codex-global-state.json.mobile-pairing-backup.20261122123034',
  'completion bash > ~/.local/share/bash-completion/completions/mobile-setup',
];
