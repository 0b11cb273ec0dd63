import * as fc from 'fast-check';
import type { Fetch } from '../../electron/main/remoteControl/index.ts';
import { makeProfile } from '../../testing/profiles/profile.ts';
import { openDesktop } from '../desktop/desktop.ts';
import { signInAt } from '../desktop/signIn.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { fuzz, type Fuzzing } from './fuzz.ts';
import { createTestClock } from '../../testing/fakes/testClock.ts';
import { lossesBetween, readAll } from './loss.ts';
import { take } from './use.ts';
import { anyJson, BASE_URL, IDS, STUCK } from './values.ts';

/** What one request is answered with. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const text = (value: unknown) => JSON.stringify(value);
const anyItem = fc.oneof(
  fc.record(
    {
      client_id: fc.oneof(fc.constantFrom(IDS.clientId, 'phone'), anyJson),
      env_id: fc.oneof(fc.constant(IDS.environmentId), anyJson),
      enrollment_status: fc.oneof(fc.constantFrom('pending_enrollment', 'enrolled_device_key'), anyJson),
      online: fc.oneof(fc.boolean(), anyJson),
      host_name: anyJson,
      installation_id: fc.oneof(fc.constant(IDS.installationId), anyJson),
    },
    { requiredKeys: [] },
  ),
  anyJson,
);
const anyPage = fc.record(
  {
    items: fc.oneof(fc.array(anyItem, { maxLength: 5 }), anyJson),
    cursor: fc.oneof(fc.constantFrom(null, 'next', ''), anyJson),
  },
  { requiredKeys: [] },
);
const deepArray = fc
  .integer({ min: 100, max: 200_000 })
  .map((depth) => '['.repeat(depth) + ']'.repeat(depth));
const anyBody = fc.oneof(
  anyPage.map(text),
  anyPage.map(text),
  anyJson.map(text),
  fc.record({ detail: fc.oneof(fc.constant('Remote-control client has been revoked'), anyJson) }).map(text),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => new Uint8Array(bytes)),
  fc.tuple(anyPage.map(text), fc.nat(200)).map(([page, end]) => page.slice(0, end)),
  deepArray,
);

// Without the statuses after which the module asks again: those wait for real, and are asked for in another fuzz.
const anyStatus = fc.constantFrom(200, 200, 200, 201, 204, 301, 400, 401, 403, 403, 404, 404, 409, 410, 418);
const anyHeader = fc.string({ maxLength: 40 }).map((value) => value.replaceAll(/[^\x20-\x7e]/g, '').trim());
const anyHeaders = fc.record(
  {
    'content-type': fc.oneof(fc.constantFrom('application/json', 'application/json', 'text/html'), anyHeader),
    'retry-after': fc.oneof(fc.constantFrom('1', '-1', '1e9', 'Thu, 01 Jan 1970 00:00:00 GMT'), anyHeader),
    'x-request-id': anyHeader,
    'cf-ray': anyHeader,
  },
  { requiredKeys: ['content-type'] },
);
const anyAnswer: fc.Arbitrary<Answer> = fc.record({ status: anyStatus, headers: anyHeaders, body: anyBody });

/** Any answer to any request, in any order, during a check that would heal and a repair that a person asks for. */
export function fuzzAnswers(runs: number): Promise<Fuzzing> {
  const given = fc.array(anyAnswer, { minLength: 1, maxLength: 8 });
  return fuzz('answers', runs, given, async (answers) => {
    const folder = makeFolder();
    try {
      const { codexHome } = makeProfile({ ...signInAt(BASE_URL), folder, state: STUCK, mirror: STUCK });
      const before = readAll(codexHome);
      const desktop = await openDesktop(codexHome, {
        fetch: playing(answers),
        clock: createTestClock('hurried'),
      });
      for (const step of ['launch', 'check', 'repair', 'diagnostics'] as const) await take(step, desktop);
      await desktop.quit();
      return lossesBetween(before, readAll(codexHome));
    } finally {
      removeFolder(folder);
    }
  });
}

/** Gives the answers in turn, again and again. */
function playing(answers: readonly Answer[]): Fetch {
  let turn = 0;
  return async () => {
    const { status, headers, body } = answers[turn % answers.length] as Answer;
    turn += 1;
    return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
  };
}
