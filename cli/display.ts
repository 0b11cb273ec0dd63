import { styleText } from 'node:util';
import type { Display } from './options.ts';
import type { Mark } from './rows.ts';

/** How text is shown on one stream. */
export interface Style {
  readonly colour: boolean;
  readonly ascii: boolean;
}

/** The style for a stream: options first, then `NO_COLOR`, `FORCE_COLOR` and `TERM=dumb`, then whether it is a terminal. */
export function styleFor(
  { isTTY = false }: { readonly isTTY?: boolean },
  { ascii, noColor }: Pick<Display, 'ascii' | 'noColor'>,
  env: NodeJS.ProcessEnv,
): Style {
  const { NO_COLOR, FORCE_COLOR, TERM } = env;
  const isForced = FORCE_COLOR !== undefined && !['0', 'false'].includes(FORCE_COLOR);
  const isOff = noColor || Boolean(NO_COLOR) || (FORCE_COLOR !== undefined && !isForced);
  return {
    colour: !isOff && (isForced || (isTTY && TERM !== 'dumb')),
    ascii: ascii || TERM === 'dumb',
  };
}

/** A color of a terminal, or text as it is. */
export function paint(style: Style, format: Parameters<typeof styleText>[0], text: string): string {
  return style.colour ? styleText(format, text, { validateStream: false }) : text;
}

const MARKS: Readonly<
  Record<Mark, { readonly symbol: string; readonly ascii: string; readonly colour: Colour }>
> = {
  ok: { symbol: '✓', ascii: '[ok]', colour: 'green' },
  warning: { symbol: '⚠', ascii: '[!] ', colour: 'yellow' },
  problem: { symbol: '✗', ascii: '[x] ', colour: 'red' },
  none: { symbol: '–', ascii: '[-] ', colour: 'dim' },
};
type Colour = 'green' | 'yellow' | 'red' | 'dim';

/** The mark of a row. */
export function markOf(style: Style, mark: Mark): string {
  const { symbol, ascii, colour } = MARKS[mark];
  return paint(style, colour, style.ascii ? ascii : symbol);
}

/** Text from a file, a server or a command line must not move the cursor of a terminal, nor turn the direction of writing. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** JSON in which no such character stands raw; what it means is the same. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu, (found) =>
    Array.from(
      { length: found.length },
      (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}

const PLAIN: Readonly<Record<string, string>> = { '›': '>', '…': '...', '–': '-' };

/** Our own symbols in plain letters. */
export function plain(style: Style, text: string): string {
  return style.ascii ? text.replaceAll(/[›…–]/g, (symbol) => PLAIN[symbol] ?? symbol) : text;
}
