import { expect, test } from 'vitest';
import { makeProfile, stuckState } from '../../../testing/profiles/profile.ts';
import { globalStateOf, openGlobalState } from '../globalState/index.ts';
import { check, createRemoteControl, findAppServer, runRepair, startAppServer } from './index.ts';

/** What a call without types may pass in the place of an object. */
const WRONG: readonly unknown[] = [undefined, null, 5, 'text', [], {}];

const CALLS: Readonly<Record<string, readonly [call: (given: never) => unknown, needs: string]>> = {
  openGlobalState: [openGlobalState, 'openGlobalState needs folder (a string).'],
  globalStateOf: [globalStateOf, 'globalStateOf needs path (a string), get (a function), set (a function).'],
  check: [(ports) => check(ports, ports), 'check needs state (an object), readHome (a function), '],
  runRepair: [(ports) => runRepair(ports, ports), 'runRepair needs state (an object), '],
  createRemoteControl: [
    createRemoteControl,
    'createRemoteControl needs of its ports: state (an object), clock (an object), fetch (a function), ',
  ],
  findAppServer: [findAppServer, 'findAppServer needs env (an object).'],
  startAppServer: [
    startAppServer,
    'startAppServer needs command (a string), codexHome (a string), baseUrl (a string), clientInfo (an object), log (a function).',
  ],
  makeProfile: [makeProfile, 'makeProfile needs backend (an object), account (an object).'],
  stuckState: [stuckState, 'A stored state needs baseUrl (a string), accountUserId (a string), '],
};

test.each(Object.entries(CALLS))(
  '%s says what it needs, whatever it is given instead',
  async (_name, [call, needs]) => {
    for (const wrong of WRONG) {
      const said = await (async () => call(wrong as never))().catch((error: unknown) => error);
      expect(said).toBeInstanceOf(TypeError);
      expect((said as Error).message).toContain(needs);
    }
  },
);
