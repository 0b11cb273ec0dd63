import { expect, test } from 'vitest';
import { CODEX_SOURCES } from '../codexProgram.ts';
import { english } from './english.ts';
import { german } from './german.ts';
import { problemWords } from './problemWords.ts';

const tooOld = { kind: 'problem', reason: 'app-server-too-old', nextTryInMs: null } as const;

test('a program that is too old is named, with the exact command that updates it', () => {
  const codex = { version: '0.125.0', source: 'homebrew' } as const;
  expect(problemWords({ ...tooOld, codex }, english)).toEqual({
    headline: 'Codex is too old',
    sentence: 'Codex 0.125.0 is installed, and that version can’t connect to a phone yet.',
    nextStep: 'Run brew upgrade --cask codex in a terminal, then choose “Try again”.',
  });
  expect(problemWords({ ...tooOld, codex }, german).nextStep).toBe(
    'Führen Sie in einem Terminal brew upgrade --cask codex aus und wählen Sie „Erneut versuchen“.',
  );
});

test.each([english, german])('where nothing is known of it, it is said in general', (strings) => {
  const words = strings.problems['app-server-too-old'];
  expect(problemWords(tooOld, strings)).toEqual(words);
  expect(problemWords({ ...tooOld, codex: { version: null, source: 'unknown' } }, strings)).toEqual(words);
});

test.each([english, german])(
  'each way to install has one next step of its own, and every one ends at the same button',
  (strings) => {
    const steps = CODEX_SOURCES.map(
      (source) => problemWords({ ...tooOld, codex: { version: null, source } }, strings).nextStep,
    );
    expect(new Set(steps).size).toBe(CODEX_SOURCES.length);
    expect(steps.filter((step) => !step.includes(strings.buttons.tryAgain) || step.includes('#'))).toEqual(
      [],
    );
  },
);
