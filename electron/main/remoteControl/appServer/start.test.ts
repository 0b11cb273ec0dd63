import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppServer, CallOutcome } from './contract.ts';
import { findAppServer } from './find.ts';
import { startAppServer } from './start.ts';
import { eventually } from '../../../../testing/eventually.ts';

const PROJECT = fileURLToPath(new URL('../../../../', import.meta.url));
const BASE_URL = 'http://127.0.0.1:9/backend-api';
const clientInfo = { name: 'Codex Desktop', title: null, version: '0.0.0' };

let folder: string;
let logged: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'app-server-'));
  logged = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that stands in for the app-server where the real one cannot be made to misbehave. */
function misbehaving(body: string): string {
  const program = join(folder, 'codex');
  const source = `#!${process.execPath}
    const send = (message) => process.stdout.write(JSON.stringify(message) + '\\n');
    const requests = require('node:readline').createInterface({ input: process.stdin });
    requests.on('line', (line) => {
      const request = JSON.parse(line);
      if (request.method === 'initialize') send({ id: request.id, result: { userAgent: 'x' } });
      else answer(request);
    });
    ${body}`;
  writeFileSync(program, source, { mode: 0o755 });
  return program;
}

function start(command: string, signal?: AbortSignal): Promise<CallOutcome<AppServer>> {
  return startAppServer({
    command,
    codexHome: folder,
    baseUrl: BASE_URL,
    clientInfo,
    log: (line) => logged.push(line),
    signal,
  });
}

async function started(command: string): Promise<AppServer> {
  const outcome = await start(command);
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

function realAppServer(): string {
  const found = findAppServer({ env: {}, moduleFolder: PROJECT });
  if (found.kind === 'missing') throw new Error(found.message);
  return found.path;
}

test('the real app-server answers, tells its status, and stops once however often it is asked', async () => {
  const server = await started(realAppServer());
  const ends: unknown[] = [];
  server.onExit((exit) => ends.push(exit));
  const installationId = expect.stringMatching(/^[0-9a-f-]{36}$/);
  const snapshot = {
    status: 'disabled',
    serverName: expect.any(String),
    installationId,
    environmentId: null,
  };

  await eventually(() => expect(server.status).toEqual(snapshot));
  await Promise.all([server.stop(), server.stop()]);
  await server.stop();
  expect({ ends, after: await server.readAuthStatus() }).toEqual({
    ends: [{ code: 0, signal: null }],
    after: { kind: 'ended', message: 'The Codex app-server ended with exit code 0.' },
  });
});

test.each([
  ['0.125.0', 'Codex Desktop/0.125.0 (Debian 12.0.0; x86_64) xterm (Codex Desktop; 0)'],
  ['0.170.0-alpha.1', 'Codex Desktop/0.170.0-alpha.1 (Mac OS 26.0.0; arm64)'],
  [null, 'Codex'],
  [null, ['/1.2.3']],
  [null, undefined],
])('is of version %s where it calls itself %j', async (version, userAgent) => {
  const program = misbehaving('const answer = () => {};');
  const source = readFileSync(program, 'utf8').replace("{ userAgent: 'x' }", JSON.stringify({ userAgent }));
  writeFileSync(program, source);
  const server = await started(program);
  await server.stop();
  expect(server.program).toEqual({ version, source: 'unknown' });
});

test('a program that is not there, one that ends at once, and an abort all resolve as gone', async () => {
  const aborted = start(misbehaving('const answer = () => {};'), AbortSignal.abort());
  expect(await aborted).toMatchObject({ kind: 'ended' });
  expect([await start(join(folder, 'nothing-here')), await start(misbehaving('process.exit(3);'))]).toEqual([
    { kind: 'ended', message: expect.stringMatching(/^The Codex app-server could not be started: .*ENOENT/) },
    { kind: 'ended', message: 'The Codex app-server ended with exit code 3.' },
  ]);
});

test('one that starts and never answers is given up in time, and is gone then', async () => {
  const program = join(folder, 'silent');
  writeFileSync(
    program,
    `#!${process.execPath}\nprocess.stderr.write(process.pid + '\\n'); process.stdin.resume();`,
    {
      mode: 0o755,
    },
  );
  const options = { command: program, codexHome: folder, baseUrl: BASE_URL, clientInfo, timeoutMs: 1500 };
  expect(await startAppServer({ ...options, log: (line) => logged.push(line) })).toEqual({ kind: 'timeout' });
  expect(isRunning(Number(logged[0]))).toBe(false);
});

test('the address goes to it as a string of TOML, whatever is in it', async () => {
  const program = join(folder, 'telling');
  writeFileSync(
    program,
    `#!${process.execPath}\nprocess.stderr.write(process.argv.slice(2).join(' ') + '\\n');`,
    {
      mode: 0o755,
    },
  );
  const baseUrl = 'https://chatgpt.com/back"end\\api';
  await startAppServer({
    command: program,
    codexHome: folder,
    baseUrl,
    clientInfo,
    log: (line) => logged.push(line),
  });
  expect(logged).toEqual([String.raw`app-server -c chatgpt_base_url="https://chatgpt.com/back\"end\\api"`]);
});

test('junk, unknown notifications and questions do not disturb an answer', async () => {
  const server = await started(
    misbehaving(`
      const answer = ({ id, method }) => {
        if (method !== 'getAuthStatus') return;
        process.stdout.write('not json\\n[]\\n{"id":99,"result":1}\\n');
        send({ method: 'unknown/told', params: null });
        send({ method: 'remoteControl/status/changed', params: { status: 'no such status' } });
        send({ id: 'q', method: 'asked' });
        requests.once('line', (line) => {
          process.stderr.write('they said ' + line + '\\n');
          send({ id, result: { authMethod: 'chatgpt', authToken: null, more: 1 } });
        });
      };`),
  );
  const answer = await server.readAuthStatus();
  expect({ answer, junk: server.junkLines, status: server.status }).toEqual({
    answer: {
      kind: 'ok',
      value: { authMethod: 'chatgpt', authToken: null, more: 1 },
    },
    junk: 3,
    status: null,
  });
  await server.stop();
  expect(logged).toEqual([
    'they said {"id":"q","error":{"code":-32601,"message":"This client does not offer asked."}}',
  ]);
});

test('an answer of another form is refused as bad-shape, an empty pairing code among them', async () => {
  const server = await started(
    misbehaving(`
      const answer = ({ id, method }) => send({ id, result: method.endsWith('start')
        ? { pairingCode: '', manualPairingCode: null, environmentId: 'e', expiresAt: 1 } : { claimed: 'yes' } });`),
  );
  const refused = { kind: 'refused', code: -32_603, reason: 'bad-shape' };
  expect([await server.startPairing(), await server.readPairing({ pairingCode: 'p' })]).toEqual([
    { ...refused, message: 'The answer of the Codex app-server has an unexpected form (pairingCode).' },
    { ...refused, message: 'The answer of the Codex app-server has an unexpected form (claimed).' },
  ]);
  await server.stop();
});

test('a death while a request is open resolves it as gone', async () => {
  const server = await started(
    misbehaving(`const answer = ({ id }) => id && process.kill(process.pid, 'SIGKILL');`),
  );
  expect(await server.readAuthStatus()).toEqual({
    kind: 'ended',
    message: 'The Codex app-server ended with signal SIGKILL.',
  });
});

test('one that ignores both the end of its input and SIGTERM is killed', async () => {
  const server = await started(
    misbehaving(`
      process.on('SIGTERM', () => process.stderr.write('asked to end\\n'));
      setInterval(() => {}, 1000);
      const answer = () => {};`),
  );
  const ended = new Promise((resolve) => server.onExit(resolve));
  await server.stop();
  expect({ ended: await ended, logged }).toEqual({
    ended: { code: null, signal: 'SIGKILL' },
    logged: ['asked to end'],
  });
});

test('an abort stops a running one', async () => {
  const abort = new AbortController();
  const outcome = await start(realAppServer(), abort.signal);
  abort.abort();
  if (outcome.kind !== 'ok') throw new Error(outcome.kind);
  const exit = await new Promise((resolve) => outcome.value.onExit(resolve));
  expect(exit).toEqual({ code: 0, signal: null });
});

test('tokens do not reach the log', async () => {
  const server = await started(
    misbehaving(
      `process.stderr.write('sent Bearer eyJhbGciOiJub25lIn0.eyJleHAiOjF9.s\\n'); const answer = () => {};`,
    ),
  );
  await eventually(() => expect(logged).toEqual(['sent Bearer …']));
  await server.stop();
});

test('the real app-server does not outlive a parent that was killed', async () => {
  mkdirSync(join(folder, 'home'));
  const parentScript = join(folder, 'parent.ts');
  writeFileSync(
    parentScript,
    `import { startAppServer } from ${JSON.stringify(fileURLToPath(new URL('start.ts', import.meta.url)))};
     const outcome = await startAppServer({
       command: ${JSON.stringify(realAppServer())},
       codexHome: ${JSON.stringify(join(folder, 'home'))},
       baseUrl: 'http://127.0.0.1:9/backend-api',
       clientInfo: ${JSON.stringify(clientInfo)},
       log: () => undefined,
     });
     console.log(outcome.kind === 'ok' ? outcome.value.pid : outcome.kind);`,
  );
  const parent = spawn(process.execPath, [parentScript], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: parent.stdout });
  const [pid] = await once(lines, 'line');
  expect(isRunning(Number(pid))).toBe(true);
  parent.kill('SIGKILL');
  await eventually(() => expect(isRunning(Number(pid))).toBe(false));
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // An ended process whose parent is gone may wait for a while to be collected.
  return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}
