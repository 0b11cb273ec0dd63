import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import {
  createConversation,
  createLineReader,
  startAppServer,
} from '../../electron/main/remoteControl/index.ts';
import { makeProfile } from '../../testing/profiles/profile.ts';
import { openDesktop } from '../desktop/desktop.ts';
import { signInAt } from '../desktop/signIn.ts';
import { makeFolder, removeFolder } from '../harness/folder.ts';
import { createFuzzedAppServer, type Reaction } from './fuzzedAppServer.ts';
import { fuzz, within, type Fuzzing } from './fuzz.ts';
import { createTestClock } from '../../testing/fakes/testClock.ts';
import { lossesBetween, readAll } from './loss.ts';
import { anyDirectoryBehaviour, serve } from './services.ts';
import { take, whatIsWrongWith } from './use.ts';
import { anyJson, BASE_URL, STUCK } from './values.ts';

const REMOTE_CONTROL = 'codex_app_server_transport::transport::remote_control';

const anyStatus = fc.record(
  {
    status: fc.oneof(fc.constantFrom('disabled', 'connecting', 'connected', 'errored'), anyJson),
    serverName: fc.oneof(fc.string(), anyJson),
    installationId: fc.oneof(fc.uuid(), anyJson),
    environmentId: fc.oneof(fc.constantFrom(null, 'env_e_new', ''), anyJson),
  },
  { requiredKeys: [] },
);
const anyPairing = fc.record(
  {
    pairingCode: fc.oneof(fc.constantFrom('', 'code'), anyJson),
    manualPairingCode: fc.oneof(fc.constantFrom(null, 'ABCD-EFGH'), anyJson),
    environmentId: fc.oneof(fc.constantFrom('env_e_new', ''), anyJson),
    expiresAt: fc.oneof(fc.double(), fc.constantFrom(0, -1, 4_000_000_000, 1e300), anyJson),
  },
  { requiredKeys: [] },
);
const goodStatus = { status: 'connected', serverName: 'x', installationId: 'x', environmentId: 'env_e_new' };
const goodPairing = {
  pairingCode: 'code',
  manualPairingCode: null,
  environmentId: 'env_e_new',
  expiresAt: 4e9,
};
const anyResult = fc.oneof(
  fc.constant<unknown>({ ...goodStatus, ...goodPairing, claimed: false }),
  anyStatus,
  anyPairing,
  fc.record({ claimed: fc.oneof(fc.boolean(), anyJson) }),
  anyJson,
);
const anyError = fc.oneof(
  fc.record({
    code: fc.oneof(fc.integer(), anyJson),
    message: fc.oneof(
      fc.constantFrom(
        'HTTP 403 Forbidden, body: {"detail":"Multi-factor authentication required"}',
        'HTTP 409, body: {',
      ),
      fc.string({ unit: 'binary' }),
      anyJson,
    ),
  }),
  anyJson,
);

/** One line, with `"ID"` where the id of the request goes. */
const anyLine = fc.oneof(
  anyResult.map((result) => JSON.stringify({ id: 'ID', result })),
  anyResult.map((result) => JSON.stringify({ id: 'ID', result })),
  anyError.map((error) => JSON.stringify({ id: 'ID', error })),
  anyStatus.map((params) => JSON.stringify({ method: 'remoteControl/status/changed', params })),
  fc
    .record({ id: anyJson, method: fc.oneof(fc.string(), anyJson), params: anyJson }, { requiredKeys: [] })
    .map((message) => JSON.stringify(message)),
  anyJson.map((value) => JSON.stringify(value)),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.integer({ min: 10, max: 50_000 }).map((depth) => '{"id":"ID","result":'.concat('['.repeat(depth))),
);
const anyErrorLine = fc.oneof(
  anyError.map((error) =>
    JSON.stringify({
      target: REMOTE_CONTROL,
      fields: { error: typeof error === 'object' ? JSON.stringify(error) : error },
    }),
  ),
  fc
    .record({ target: fc.oneof(fc.constant(REMOTE_CONTROL), anyJson), fields: anyJson })
    .map((line) => JSON.stringify(line)),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
/** Answers well to whatever is asked, but for the code; a launch gets no further without a few of them. */
const goodReaction: fc.Arbitrary<Reaction> = fc
  .constantFrom<unknown>('code', '')
  .map((pairingCode) => ({ ...goodStatus, ...goodPairing, pairingCode, claimed: false }))
  .map((result) => ({ lines: [JSON.stringify({ id: 'ID', result })], errors: [] }));
const anyReaction: fc.Arbitrary<Reaction> = fc.oneof(
  goodReaction,
  fc.record({
    lines: fc.array(anyLine, { minLength: 1, maxLength: 4 }),
    errors: fc.array(anyErrorLine, { maxLength: 2 }),
  }),
);

/** How many turns of the loop a launch is watched for: enough for a code to be asked for, shown, polled and renewed. */
const TURNS = 60;

/** An app-server that answers a whole launch with anything at all. */
export function fuzzLaunches(runs: number): Promise<Fuzzing> {
  const given = fc.record({
    reactions: fc.array(anyReaction, { maxLength: 8 }),
    directory: anyDirectoryBehaviour,
  });
  return fuzz('app-server', runs, given, async ({ reactions, directory }) => {
    const folder = makeFolder();
    try {
      const { codexHome } = makeProfile({ ...signInAt(BASE_URL), folder, state: STUCK, mirror: STUCK });
      const before = readAll(codexHome);
      const desktop = await openDesktop(codexHome, {
        fetch: serve(directory),
        clock: createTestClock('hurried'),
        startAppServer: async () => ({ kind: 'ok', value: createFuzzedAppServer(reactions) }),
      });
      const wrong = new Set<string>();
      desktop.remoteControl.onScreen((screen) => wrong.add(whatIsWrongWith(screen) ?? ''));
      await take('launch', desktop);
      for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      await take('diagnostics', desktop);
      await desktop.quit();
      return [...lossesBetween(before, readAll(codexHome)), ...[...wrong].filter((each) => each !== '')];
    } finally {
      removeFolder(folder);
    }
  });
}

/** Any bytes in any pieces: what was asked is answered once, at the latest by the end, and nothing throws. */
export function fuzzLines(runs: number): Promise<Fuzzing> {
  const given = fc.record({
    lines: fc.array(anyLine, { maxLength: 10 }),
    size: fc.integer({ min: 1, max: 64 }),
  });
  return fuzz('lines', runs, given, async ({ lines, size }) => {
    const sent: string[] = [];
    const conversation = createConversation(
      (line) => sent.push(line),
      () => undefined,
    );
    const answers = [conversation.request('a', {}), conversation.request('b', undefined)];
    const reader = createLineReader(conversation.receive, 100_000);
    const bytes = Buffer.from(lines.map((line) => `${line.replaceAll('"ID"', '1')}\n`).join(''));
    for (let at = 0; at < bytes.length; at += size) reader.write(bytes.subarray(at, at + size));
    conversation.end('over');
    const kinds = (await within(1000, Promise.all(answers))).map(({ kind }) => kind);
    const isSettled = kinds.every((kind) => kind === 'ok' || kind === 'refused' || kind === 'ended');
    return isSettled ? [] : [`the requests came to ${kinds.join(', ')}`];
  });
}

/** One that does not greet us is given up after so many milliseconds, in the app after thirty seconds. */
const PROGRAM_MS = 500;

/** A program that prints anything at all in the app-server's place. */
export function fuzzPrograms(runs: number): Promise<Fuzzing> {
  const given = fc.array(anyReaction, { minLength: 1, maxLength: 5 });
  return fuzz('programs', runs, given, async (reactions) => {
    const folder = makeFolder();
    try {
      const command = writeProgram(folder, reactions);
      const clientInfo = { name: 'Codex Desktop', title: null, version: '0.0.0' };
      const log: string[] = [];
      const started = await startAppServer({
        command,
        codexHome: folder,
        baseUrl: 'http://127.0.0.1:9/backend-api',
        clientInfo,
        log: (line) => log.push(line),
        signal: AbortSignal.timeout(PROGRAM_MS),
      });
      if (started.kind !== 'ok') return [];
      const server = started.value;
      const asked = [server.enable(), server.startPairing(), server.readPairing({ pairingCode: 'code' })];
      await server.stop();
      const outcomes = await within(1000, Promise.all<{ kind: string }>(asked));
      return outcomes.every(({ kind }) => ['ok', 'refused', 'ended'].includes(kind))
        ? []
        : ['an outcome of no known kind'];
    } finally {
      removeFolder(folder);
    }
  });
}

/** Prints a reaction for each line that it reads, and ends after the last one. */
function writeProgram(folder: string, reactions: readonly Reaction[]): string {
  const path = join(folder, 'codex');
  const source = `#!${process.execPath}
    const reactions = ${JSON.stringify(reactions)};
    let turn = 0;
    require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
      const reaction = reactions[turn++];
      if (reaction === undefined) return process.exit(3);
      const id = String(JSON.parse(line).id);
      for (const each of reaction.lines) process.stdout.write(each.replaceAll('"ID"', id) + '\\n');
      for (const each of reaction.errors) process.stderr.write(each + '\\n');
    });`;
  writeFileSync(path, source, { mode: 0o755 });
  return path;
}
