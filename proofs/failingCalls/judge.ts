import { equalJson, type JsonObject, type JsonValue } from '../../electron/main/globalState/index.ts';
import { WRITES, type Operation, type Outcome } from '../harness/operations.ts';
import { isOutOfStep, type Texts } from '../harness/scenario.ts';
import type { Played, Sight } from './play.ts';

/** What is known of a scenario without a fault. */
export interface Expected {
  readonly operation: Operation;
  /** What may have been there before the operation. */
  readonly old: readonly Texts[];
  /** What is there after it. */
  readonly whole: Texts;
  /** The files of the folder before it. */
  readonly names: readonly string[];
}

/** Whether an outcome says that the operation was done. */
export function isDone({ kind }: Outcome): boolean {
  return kind === 'committed' || kind === 'restored' || kind === 'flushed';
}

/** What is wrong about a play in which one call failed: outcome, files and memory must tell the same story. */
export function judge({ first, second }: Played, expected: Expected): readonly string[] {
  return [
    ...(isDone(first.outcome) ? judgeDone(first, expected) : judgeTakenBack(first, expected)),
    ...judgeSecond(second, expected),
  ];
}

function judgeDone({ outcome, texts, memory, epoch }: Sight, { old, whole }: Expected): readonly string[] {
  // A mirror that could not be read just then is left as it was.
  const mirrors = [whole, ...old].map(({ mirror }) => mirror);
  return told(outcome, [
    [texts.main === whole.main, 'the main file is not the new one'],
    [mirrors.includes(texts.mirror), 'the mirror is neither old nor new'],
    [!isOutOfStep(texts), 'dead ids are in the mirror alone'],
    [equalJson(memory, parse(texts.main)), 'memory is not what the main file holds'],
    [epoch === (outcome.kind === 'flushed' ? 1 : 2), `the epoch is ${epoch}`],
  ]);
}

function judgeTakenBack(sight: Sight, { operation, old, names }: Expected): readonly string[] {
  const { outcome, texts, memory, epoch } = sight;
  const unsaved = operation.startsWith('flush') ? WRITES : [];
  // Where a file could not be read, memory keeps the version that it knew, or none.
  const versions = old.map(({ main }) => withWrites(parse(main), unsaved));
  return told(outcome, [
    [
      old.some(({ main, mirror }) => main === texts.main && mirror === texts.mirror),
      'the files are not the old ones',
    ],
    [
      memory === undefined || versions.some((version) => equalJson(memory, version)),
      'memory is not the old one',
    ],
    [epoch === 1, `the epoch is ${epoch}`],
    [outcome.kind !== 'write-failed' || outcome.onDisk === 'old', 'it does not know what is on disk'],
    [equalJson(sight.names, names), `these files are left: ${sight.names.join(' ')}`],
  ]);
}

function judgeSecond({ outcome, texts, memory }: Sight, { whole }: Expected): readonly string[] {
  return told(outcome, [
    [isDone(outcome) || outcome.kind === 'unchanged', 'trying again did not succeed'],
    [texts.main === whole.main, 'after trying again the main file is not the new one'],
    [!isOutOfStep(texts), 'after trying again dead ids are in the mirror alone'],
    [equalJson(memory, parse(texts.main)), 'after trying again memory is not what the main file holds'],
  ]);
}

function told({ kind }: Outcome, checks: readonly (readonly [boolean, string])[]): readonly string[] {
  return checks.flatMap(([isRight, what]) => (isRight ? [] : [`${kind}, but ${what}`]));
}

function parse(text: string | null): JsonObject {
  return JSON.parse(text ?? '{}') as JsonObject;
}

function withWrites(state: JsonObject, writes: typeof WRITES): JsonValue {
  const next: Record<string, JsonValue> = { ...state };
  for (const [[key = '', inner], value] of writes) {
    next[key] = inner === undefined ? value : { ...(next[key] as JsonObject), [inner]: value };
  }
  return next;
}
