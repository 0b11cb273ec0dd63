import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { readCodexHome } from '../../electron/main/codexHome/index.ts';
import {
  openGlobalState,
  PAIRING_KEYS,
  type Authorization,
  type GlobalState,
  type JsonObject,
} from '../../electron/main/globalState/index.ts';
import type { ControllerPorts, Fetch, StepUpResult } from '../../electron/main/remoteControl/index.ts';
import { startBackend, type Backend } from '../backend/index.ts';
import { enrollmentKey, makeProfile, unpairedState, type Profile } from '../profiles/profile.ts';
import { createMemoryKeys, type MemoryKeys } from './memoryKeys.ts';
import { createTestClock, type TestClock } from './testClock.ts';

/** The service of every test in a file. */
export let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

/** A computer whose controller half was removed and that may be authorized again: real files, real HTTP, real keys. */
export interface ControllerBed {
  readonly accountId: string;
  readonly accountUserId: string;
  readonly profile: Profile;
  readonly state: GlobalState;
  readonly keys: MemoryKeys;
  readonly clock: TestClock;
  readonly ports: ControllerPorts;
  readonly mapKey: string;
  readonly log: readonly string[];
  /** What the browser step brings from now on; a token of the account by default. */
  answerBrowser(answer: StepUpResult | ((signal: AbortSignal) => Promise<StepUpResult>)): void;
  /** How often a person was sent to the browser. */
  readonly browserVisits: () => number;
  /** Sends requests through here from now on. */
  through(fetcher: (send: Fetch) => Fetch): void;
  readonly authorizations: () => readonly Authorization[];
  /** The stored enrollments, by map key. */
  readonly enrollments: (file?: 'main' | 'mirror') => JsonObject;
  /** The same computer after a crash: the same files and keys, opened again. */
  readonly restart: () => Promise<ControllerBed>;
}

/** Builds one, with `needed` in its record as a repair leaves it, unless `record` says otherwise. */
export async function buildController({
  record = 'needed',
  mirror = true,
  userIdForm = 'long',
}: {
  readonly record?: 'needed' | 'none';
  readonly mirror?: boolean;
  /** How the service names the user. */
  readonly userIdForm?: 'long' | 'short';
} = {}): Promise<ControllerBed> {
  const userId = `user-${randomUUID()}`;
  const account = backend.addAccount({ userId, ...(userIdForm === 'short' && { accountUserId: userId }) });
  const accountUserId = userIdForm === 'short' ? userId : `${userId}__${account.accountId}`;
  const ids = { baseUrl: backend.baseUrl, accountUserId: account.userId };
  const state = unpairedState();
  const profile = makeProfile({ backend, account, state, ...(mirror ? { mirror: state } : {}) });
  onTestFinished(() => profile.remove());
  const mapKey = enrollmentKey(ids);
  const bed = await open({ account, accountUserId, profile, mapKey, keys: createMemoryKeys() });
  if (record === 'needed') {
    const authorization: Authorization = {
      kind: 'needed',
      mapKey,
      accountId: account.accountId,
      accountUserId: account.userId,
      baseUrl: backend.baseUrl,
    };
    bed.state.changeController([{ kind: 'put', authorization }]);
    await bed.state.flush();
  }
  return bed;
}

interface Parts {
  readonly account: { readonly accountId: string; readonly userId: string };
  readonly accountUserId: string;
  readonly profile: Profile;
  readonly mapKey: string;
  readonly keys: MemoryKeys;
}

async function open(parts: Parts): Promise<ControllerBed> {
  const { account, accountUserId, profile, mapKey, keys } = parts;
  const { accountId } = account;
  const state = await openGlobalState({ folder: profile.codexHome, access: 'write' });
  const clock = createTestClock('leaping');
  const log: string[] = [];
  let visits = 0;
  let send: Fetch = fetch;
  let browser: (signal: AbortSignal) => Promise<StepUpResult> = async () => ({
    kind: 'token',
    token: backend.mintStepUp({ accountId }),
  });
  return {
    accountId,
    accountUserId,
    profile,
    state,
    keys,
    clock,
    mapKey,
    log,
    ports: {
      state,
      readHome: () => readCodexHome(profile.codexHome),
      fetch: (url, init) => send(url, init),
      clock,
      deviceKeys: keys,
      stepUp: (_request, signal) => {
        visits += 1;
        return browser(signal);
      },
      log: (line) => log.push(line),
    },
    answerBrowser: (answer) => (browser = typeof answer === 'function' ? answer : async () => answer),
    browserVisits: () => visits,
    through: (fetcher) => (send = fetcher(send)),
    authorizations: () => state.record.controller.authorizations,
    enrollments: (file) => (profile.readState(file)[PAIRING_KEYS.clientEnrollments] ?? {}) as JsonObject,
    restart: async () => {
      await state.close();
      return open(parts);
    },
  };
}
