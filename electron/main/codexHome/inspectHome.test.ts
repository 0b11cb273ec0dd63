import { expect, it } from 'vitest';
import { failure, testFolder } from '../../../testing/fakes/stateFolder.ts';
import { inspectHome } from './inspectHome.ts';

const refuse = () => {
  throw failure('EACCES');
};

it('tells a folder that can be used from one that is not there and one that cannot be written', () => {
  const { folder, path } = testFolder({ file: 'x' });
  expect([
    inspectHome(folder),
    inspectHome(path('nowhere')),
    inspectHome(path('file')),
    inspectHome(folder, refuse),
  ]).toMatchObject([
    { kind: 'usable' },
    { kind: 'home-missing' },
    { kind: 'home-missing' },
    { kind: 'home-read-only' },
  ]);
});
