import { expect, it } from 'vitest';
import type { Screen } from '../../../shared/screen.ts';
import { createScreenState } from './screenState.ts';

it('starts on the check, keeps what a change does not name, and tells each screen with the epoch of its moment', () => {
  let epoch = 1;
  const screen = createScreenState(() => epoch);
  const heard: Screen[] = [];
  const stop = screen.subscribe((shown) => heard.push(shown));
  const first = screen.current;
  epoch = 2;
  screen.show({ canUndo: true });
  screen.show({ view: { kind: 'restored' } });
  stop();
  screen.show({ canUndo: false });
  expect([first, heard, screen.current]).toEqual([
    {
      epoch: 1,
      view: { kind: 'checking' },
      outcome: null,
      canUndo: false,
      isChecking: false,
      authorization: null,
    },
    [
      {
        epoch: 2,
        view: { kind: 'checking' },
        outcome: null,
        canUndo: true,
        isChecking: false,
        authorization: null,
      },
      {
        epoch: 2,
        view: { kind: 'restored' },
        outcome: null,
        canUndo: true,
        isChecking: false,
        authorization: null,
      },
    ],
    {
      epoch: 2,
      view: { kind: 'restored' },
      outcome: null,
      canUndo: false,
      isChecking: false,
      authorization: null,
    },
  ]);
});
