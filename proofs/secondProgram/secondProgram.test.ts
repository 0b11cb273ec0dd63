import { renameSync, rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HERE, type OtherSystem } from '../failingCalls/systems.ts';
import { OTHER_PROGRAMS } from './otherPrograms.ts';
import { prove, proveOn } from './secondProgram.ts';

it('nothing that another program writes between two of our calls is lost, wherever we die', async () => {
  expect(await prove('short')).toMatchObject({ failures: [], holds: true });
});

const FLUSH = {
  scenarios: [{ operation: 'flush', withMirror: false }],
  programs: OTHER_PROGRAMS.filter(({ name, way }) => name === 'a tool that adds a key' && way === 'in place'),
  areAlsoOld: false,
  step: 1,
} as const;

const wrongOn = async (system: OtherSystem) =>
  (await proveOn(system, FLUSH)).flatMap(({ wrong }) => wrong.map(({ kind }) => kind));

it.each<[string, OtherSystem['create']]>([
  [
    'writes over what is there, and keeps nothing of it',
    () => (call) => {
      const [from, to] = call.parameters as [string, string];
      if (call.name === 'linkSync') return undefined;
      if (call.name !== 'renameSync') return call.perform(...call.parameters);
      renameSync(from, to);
    },
  ],
  [
    'takes the old file away before it looks what was in it',
    () => (call) => {
      const done = call.perform(...call.parameters);
      const [, to] = call.parameters as [string, string];
      if (call.name === 'linkSync') rmSync(to);
      return done;
    },
  ],
])('a writer that %s is found out', async (_, create) => {
  expect(await wrongOn({ ...HERE, create })).toContain('lost');
});
