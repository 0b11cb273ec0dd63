import { UPDATE_COMMANDS, type CodexProgram, type UpdatedByHand } from '../codexProgram.ts';
import type { View } from '../screen.ts';
import type { Strings, Words } from './strings.ts';

/** What is said about a problem: that of its reason, made exact where more is known. */
export function problemWords(
  { reason, codex }: Extract<View, { kind: 'problem' }>,
  strings: Pick<Strings, 'problems' | 'tooOld'>,
): Words {
  const words = strings.problems[reason];
  if (codex === undefined) return words;
  const { version } = codex;
  return {
    ...words,
    sentence: version === null ? words.sentence : strings.tooOld.sentence.replace('#', version),
    nextStep: nextStepFor(codex, strings.tooOld),
  };
}

function nextStepFor({ source }: CodexProgram, { command, byHand }: Strings['tooOld']): string {
  return Object.hasOwn(UPDATE_COMMANDS, source)
    ? command.replace('#', UPDATE_COMMANDS[source as keyof typeof UPDATE_COMMANDS])
    : byHand[source as UpdatedByHand];
}
