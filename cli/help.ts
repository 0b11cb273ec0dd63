import {
  COMMAND_TABLE,
  EXAMPLES,
  EXIT_CODE_TEXTS,
  OPTION_INFO,
  OPTION_NAMES,
  takesOption,
  type CommandName,
  type Language,
  type OptionName,
  type Word,
} from './commandTable.ts';

const TITLES = {
  en: {
    what: 'mobile-setup: repairs Codex Desktop when its QR code or the phone waits forever.',
    usage: 'Usage',
    commands: 'Commands',
    options: 'Options',
    examples: 'Examples',
    exitCodes: 'Exit codes',
    more: 'More about one command: mobile-setup help COMMAND',
  },
  de: {
    what: 'mobile-setup: repariert Codex Desktop, wenn der QR-Code oder das Telefon ewig wartet.',
    usage: 'Aufruf',
    commands: 'Befehle',
    options: 'Optionen',
    examples: 'Beispiele',
    exitCodes: 'Exit-Codes',
    more: 'Mehr zu einem Befehl: mobile-setup help BEFEHL',
  },
} as const;

/** The help, of one command or of all. Ends with a line break. */
export function helpText(language: Language, topic: Word | null): string {
  return topic === null ? wholeHelp(language) : commandHelp(language, topic);
}

function wholeHelp(language: Language): string {
  const titles = TITLES[language];
  const commands = Object.values(COMMAND_TABLE).map(({ usage, summary }): Row => [usage, summary[language]]);
  const codes = [0, 3, 4, 5, 6, 2, 1].map((code): Row => [
    String(code),
    EXIT_CODE_TEXTS[code]?.[language] ?? '',
  ]);
  return [
    titles.what,
    '',
    `${titles.usage}: mobile-setup [COMMAND] [OPTIONS]`,
    ...section(titles.commands, table(commands)),
    ...section(titles.options, optionRows(language, OPTION_NAMES)),
    ...section(
      titles.examples,
      EXAMPLES.map((example) => `mobile-setup ${example}`),
    ),
    ...section(titles.exitCodes, table(codes)),
    '',
    titles.more,
    '',
  ].join('\n');
}

function commandHelp(language: Language, topic: Word): string {
  const titles = TITLES[language];
  const { usage, summary } = COMMAND_TABLE[topic];
  const isPlain = topic === 'completion' || topic === 'help';
  const options = isPlain ? [] : OPTION_NAMES.filter((name) => takesOption(topic, name));
  const examples = EXAMPLES.filter((example) => example.split(' ')[0] === topic);
  const body = [
    ...(options.length === 0 ? [] : section(titles.options, optionRows(language, options, topic))),
    ...(examples.length === 0
      ? []
      : section(
          titles.examples,
          examples.map((example) => `mobile-setup ${example}`),
        )),
  ];
  return [
    `mobile-setup ${topic}: ${summary[language]}.`,
    '',
    `${titles.usage}: mobile-setup ${usage}`,
    ...body,
    '',
  ].join('\n');
}

type Row = readonly [left: string, right: string];

/** An option that only some commands have says which, unless this is the help of one. */
function optionRows(language: Language, names: readonly OptionName[], of?: Word): readonly string[] {
  return table(
    names.map((name): Row => {
      const { value, commands, summary } = OPTION_INFO[name];
      const whose =
        commands === undefined || of !== undefined
          ? ''
          : `${(commands as readonly CommandName[]).join(', ')}: `;
      return [`--${name}${value === undefined ? '' : ` ${value}`}`, `${whose}${summary[language]}`];
    }),
  );
}

function table(rows: readonly Row[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return ['', title, ...lines.map((line) => `  ${line}`)];
}
