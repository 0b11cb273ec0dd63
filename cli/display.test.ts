import { expect, it } from 'vitest';
import { safeJson, styleFor } from './display.ts';

const quiet = { ascii: false, noColor: false };

it.each([
  [true, {}, quiet, true],
  [false, {}, quiet, false],
  [true, { NO_COLOR: '1' }, quiet, false],
  [true, { NO_COLOR: '' }, quiet, true],
  [false, { FORCE_COLOR: '1' }, quiet, true],
  [false, { FORCE_COLOR: '' }, quiet, true],
  [true, { FORCE_COLOR: '0' }, quiet, false],
  [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, quiet, false],
  [true, { TERM: 'dumb' }, quiet, false],
  [true, {}, { ...quiet, noColor: true }, false],
  [false, { FORCE_COLOR: '1' }, { ...quiet, noColor: true }, false],
])('on a terminal %s, with %j and %j: colors %s', (isTTY, env, options, colour) => {
  expect(styleFor({ isTTY }, options, env).colour).toBe(colour);
});

it('is plain where it is asked to be, or the terminal is', () => {
  const styles = [
    styleFor({}, { ...quiet, ascii: true }, {}),
    styleFor({}, quiet, { TERM: 'dumb' }),
    styleFor({}, quiet, {}),
  ];
  expect(styles.map(({ ascii }) => ascii)).toEqual([true, true, false]);
});

it('writes JSON that means the same and holds no control character raw', () => {
  const value = { id: 'a\u001B[2J\u009B1m\u202E\u2028\u{E0041}\uD800', plain: 'äöü ✓' };
  const json = safeJson(value);
  expect([JSON.parse(json), json.match(/[\p{Cc}\p{Cf}\p{Zl}]/gu), json.includes('äöü ✓')]).toEqual([
    value,
    null,
    true,
  ]);
});
