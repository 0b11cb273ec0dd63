import * as fc from 'fast-check';
import { CHANNELS } from '../../electron/shared/channels.ts';
import type { Channel } from '../../electron/shared/ipc.ts';

/** Stands in every payload that holds text, so that it can be looked for. */
export const MARK = 'text-from-the-page';

/** Who sends: the main frame of our page, or another program. */
export type Sender =
  | 'our page'
  | 'a frame inside it'
  | 'our frame at another address'
  | 'a frame that is gone'
  | 'no window';

/** One call as it arrives in the main process. */
export interface Call {
  readonly sender: Sender;
  readonly received: readonly unknown[];
}

const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
    withSparseArray: true,
    withBoxedValues: true,
  }),
  fc.constantFrom<unknown>(undefined, null, MARK, MARK.repeat(10_000), Number.NaN, -0, 2 ** 53, cyclic()),
);
const anyName = fc.constantFrom(
  'codex-mobile-step',
  'remote-control-x',
  'theme',
  '',
  '__proto__',
  MARK,
  'x'.repeat(129),
);

/** Nearly what a channel takes. */
const nearly = fc.oneof(
  fc.record(
    {
      token: fc.oneof(fc.uuid(), fc.constant(MARK), anything),
      newIdentity: fc.oneof(fc.boolean(), anything),
    },
    { requiredKeys: [] },
  ),
  fc.record(
    {
      epoch: fc.oneof(fc.integer({ min: 0, max: 5 }), anything),
      name: fc.oneof(anyName, anything),
      value: fc.oneof(fc.constantFrom<unknown>(MARK, null, true, 1), anything),
      more: anything,
    },
    { requiredKeys: [] },
  ),
);

const received = fc.oneof(
  { weight: 20, arbitrary: fc.tuple(anything) },
  { weight: 20, arbitrary: fc.tuple(nearly) },
  { weight: 5, arbitrary: fc.array(fc.oneof(anything, nearly), { minLength: 2, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant([]) },
);

/** Any call. Most come from our page, because all others are refused before they are read. */
export const anyCall: fc.Arbitrary<Call> = fc.record({
  sender: fc.constantFrom<Sender>(
    'our page',
    'our page',
    'our page',
    'our page',
    'a frame inside it',
    'our frame at another address',
    'a frame that is gone',
    'no window',
  ),
  received,
});

/** Whether a channel may take a call at all: the contract in other words than its schemas. */
export function isAcceptable(channel: Channel, { sender, received: [first, ...more] }: Call): boolean {
  if (sender !== 'our page' || more.length > 0) return false;
  switch (channel) {
    case 'repair:run':
      return (
        has(first, ['token', 'newIdentity'], ['ghosts']) &&
        isText(first['token'], 0, 64) &&
        typeof first['newIdentity'] === 'boolean' &&
        isTicks(first['ghosts'])
      );
    case 'atom:write':
      return (
        has(first, ['epoch', 'name', 'value']) &&
        Number.isSafeInteger(first['epoch']) &&
        isText(first['name'], 1, 128) &&
        isSimple(first['value'])
      );
    default:
      return first === undefined;
  }
}

export const ALL_CHANNELS = Object.keys(CHANNELS) as Channel[];

function has(
  value: unknown,
  keys: readonly string[],
  optional: readonly string[] = [],
): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const own = Object.keys(value);
  return (
    keys.every((key) => own.includes(key)) && own.every((key) => keys.includes(key) || optional.includes(key))
  );
}

function isText(value: unknown, least: number, most: number): boolean {
  return typeof value === 'string' && value.length >= least && value.length <= most;
}

function isTicks(value: unknown): boolean {
  return (
    value === undefined ||
    (Array.isArray(value) && value.length <= 100 && value.every((tick) => isText(tick, 0, 64)))
  );
}

function isSimple(value: unknown): boolean {
  return value === null || typeof value === 'boolean' || isText(value, 0, 4096) || Number.isFinite(value);
}

function cyclic(): object {
  const value: Record<string, unknown> = { name: MARK };
  value['self'] = value;
  return value;
}
