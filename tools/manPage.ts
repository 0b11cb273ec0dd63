import { COMMAND_TABLE, EXAMPLES, EXIT_CODE_TEXTS, OPTION_INFO, OPTION_NAMES } from '../cli/commandTable.ts';

/** The manual page of the command line tool in roff's `man` macros, made of the same table as its help. */
export function manPage(version: string): string {
  const commands = Object.values(COMMAND_TABLE).map(({ usage, summary }) => entry(bold(usage), summary.en));
  const options = OPTION_NAMES.map((name) => {
    const { value, commands: of, summary } = OPTION_INFO[name];
    const whose = of === undefined ? '' : `With ${of.join(', ')}: `;
    return entry(
      `${bold(`--${name}`)}${value === undefined ? '' : ` ${italic(value)}`}`,
      `${whose}${summary.en}`,
    );
  });
  const codes = Object.entries(EXIT_CODE_TEXTS).map(([code, { en }]) => entry(bold(code), en));
  return [
    `.TH MOBILE\\-SETUP 1 "" "mobile\\-setup ${escaped(version)}" "User Commands"`,
    '.SH NAME',
    'mobile\\-setup \\- repairs the phone pairing of Codex Desktop',
    '.SH SYNOPSIS',
    `${bold('mobile-setup')} [${italic('COMMAND')}] [${italic('OPTIONS')}]`,
    '.SH DESCRIPTION',
    escaped(
      'Finds out when a phone pairing has been deleted on the server, and removes it from this computer, so that the QR code works again. If it is not sure, it changes nothing.',
    ),
    '.SH COMMANDS',
    ...commands,
    '.SH OPTIONS',
    ...options,
    '.SH EXIT STATUS',
    ...codes,
    '.SH ENVIRONMENT',
    entry(bold('CODEX_HOME'), 'the folder, where --codex-home names none'),
    entry(
      bold('HTTPS_PROXY, ALL_PROXY, NO_PROXY, NODE_EXTRA_CA_CERTS'),
      'how the server is reached, and what is trusted',
    ),
    entry(bold('NO_COLOR, FORCE_COLOR, TERM'), 'how the output looks'),
    '.SH EXAMPLES',
    ...EXAMPLES.map((example) => `.PP\n.nf\nmobile\\-setup ${escaped(example)}\n.fi`),
    '',
  ].join('\n');
}

function entry(term: string, text: string): string {
  return `.TP\n${term}\n${escaped(text)}`;
}

function bold(text: string): string {
  return `\\fB${escaped(text)}\\fR`;
}

function italic(text: string): string {
  return `\\fI${escaped(text)}\\fR`;
}

/** Hyphens that are typed stay so, and no line begins a request. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('…', '...').replace(/^[.']/, '\\&$&');
}
