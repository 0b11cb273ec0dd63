import { expect, test } from 'vitest';
import { lossesBetween, OURS } from './loss.ts';
import { STUCK } from './values.ts';

const [MAIN, MIRROR] = OURS;
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const files = (main: unknown, mirror: unknown = main, auth: unknown = 'sign-in') =>
  new Map<string, Buffer | null>([
    [MAIN, bytes(main)],
    [MIRROR, bytes(mirror)],
    ['auth.json', bytes(auth)],
  ]);
const { 'local-projects': _projects, ...withoutProjects } = STUCK;

test.each([
  ['a key that is gone', files(STUCK), files(withoutProjects, STUCK), [`${MAIN} has lost something`]],
  [
    'a value that changed',
    files(STUCK),
    files(STUCK, { ...STUCK, 'thread-titles': {} }),
    [`${MIRROR} has lost something`],
  ],
  ['a file that breaks', files(STUCK), files('{', STUCK), [`${MAIN} cannot be read any more`]],
  ['a damaged file that is written', files('{', STUCK), files('{}', STUCK), [`${MAIN} was to be left alone`]],
  ['a mirror beside a damaged file', files('{', STUCK), files('{', {}), [`${MIRROR} was to be left alone`]],
  ['a sign-in that is touched', files(STUCK), files(STUCK, STUCK, ''), ['auth.json was touched']],
  ['pairing that goes', files(STUCK), files({ ...STUCK, 'codex-mobile-setup-completed': false }, STUCK), []],
])('%s', (_name, before, after, losses) => {
  expect(lossesBetween(before, after)).toEqual(losses);
});
