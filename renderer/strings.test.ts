import { expect, test } from 'vitest';
import { actionsFor } from './actionsFor.ts';
import { PROBLEM_REASONS, STATES } from './gallery/states.ts';
import { chooseStrings, countWords } from '../electron/shared/words/choose.ts';
import { english } from '../electron/shared/words/english.ts';
import { german } from '../electron/shared/words/german.ts';
import type { Strings } from '../electron/shared/words/strings.ts';

/** Every text with the keys that lead to it. */
function textsOf(value: object, path = ''): [path: string, text: string | null][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    typeof inner === 'object' && inner !== null
      ? textsOf(inner, `${path}${key}.`)
      : [[`${path}${key}`, inner as string | null] satisfies [string, string | null]],
  );
}

const LANGUAGES: readonly [name: string, strings: Strings][] = [
  ['English', english],
  ['German', german],
];

test.each(LANGUAGES)('%s has a headline, a sentence and a next step for every reason', (_name, strings) => {
  const said = PROBLEM_REASONS.map((reason) =>
    Object.values(strings.problems[reason]).map((text) => /[.…\w]$/.test(text)),
  );
  expect(said).toEqual(PROBLEM_REASONS.map(() => [true, true, true]));
});

test.each(LANGUAGES)('%s tells every problem apart by its headline', (_name, strings) => {
  const headlines = Object.values(strings.problems).map(({ headline }) => headline);
  expect(headlines).toEqual([...new Set(headlines)]);
});

test.each(LANGUAGES)('%s uses the words of a person', (_name, strings) => {
  const insider =
    /enrol|environment|tombstone|outbox|epoch|token|client\b|\benv_|\bid\b|[0-9a-f]{8}-|verify|null|undefined/i;
  expect(
    textsOf(strings).filter(([, text]) => text !== null && (text.trim() === '' || insider.test(text))),
  ).toEqual([]);
});

test.each(LANGUAGES)('%s quotes its buttons as they are called', (_name, strings) => {
  const names = new Set(Object.values(strings.buttons));
  const quoted = textsOf(strings).flatMap(([, text]) =>
    [...(text ?? '').matchAll(/[“„]([^“”„]+)[”“]/g)].map((match) => match[1]),
  );
  expect(quoted.filter((name) => name === undefined || !names.has(name))).toEqual([]);
});

test.each(LANGUAGES)('%s keeps an ellipsis with its word', (_name, strings) => {
  expect(textsOf(strings).filter(([, text]) => text?.includes(' …'))).toEqual([]);
});

test.each(LANGUAGES)('%s says where a long word may be parted, in a magnified window', (_name, strings) => {
  const tooLong = textsOf(strings).filter(
    ([path, text]) => text !== null && (path.endsWith('headline') ? /\p{L}{15}/u : /\p{L}{20}/u).test(text),
  );
  expect(tooLong).toEqual([]);
});

test('the accessible names of the contract', () => {
  expect({
    names: [
      english.qrCode,
      english.pairingCode,
      english.views.connected.headline,
      english.views.checking.headline,
    ],
    buttons: [english.buttons.repair, english.buttons.tryAgain, english.buttons.undo, english.buttons.copy],
    dialog: [english.dialog.title, english.dialog.confirm, english.dialog.cancel],
  }).toEqual({
    names: ['Pairing QR code', 'Pairing code', 'Mobile connected', 'Checking your mobile setup…'],
    buttons: ['Repair mobile setup', 'Try again', 'Undo repair', 'Copy diagnostics'],
    dialog: ['Repair mobile setup?', 'Repair', 'Cancel'],
  });
});

test.each([
  ['de', german],
  ['de-AT', german],
  ['DE_ch', english],
  ['en-US', english],
  ['del', english],
  ['', english],
])('the language tag "%s" is understood', (tag, strings) => {
  expect(chooseStrings(tag).language).toBe(strings.language);
});

test('one of a thing is said in the singular', () => {
  const thing = english.things.phones;
  expect([1, 2, 0].map((count) => countWords(thing, count))).toEqual([
    '1 phone that never finished pairing',
    '2 phones that never finished pairing',
    '0 phones that never finished pairing',
  ]);
});

test.each(LANGUAGES)(
  '%s names the button that it asks for, and the window makes that one the first',
  (_name, strings) => {
    const asked = PROBLEM_REASONS.map((reason) => {
      const screen = STATES[`problem-${reason}`];
      const primary = screen && actionsFor(screen).primary;
      return primary && strings.problems[reason].nextStep.includes(strings.buttons[primary]);
    });
    expect(asked).toEqual(PROBLEM_REASONS.map(() => true));
  },
);
