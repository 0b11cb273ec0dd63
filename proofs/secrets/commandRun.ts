import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCheck } from '../../cli/commands/check.ts';
import { runRepair } from '../../cli/commands/repair.ts';
import { runRestore } from '../../cli/commands/restore.ts';
import { runDryRun } from '../../cli/commands/dryRun.ts';
import { httpFetch } from '../../cli/httpFetch.ts';
import { withRequestLog } from '../../cli/requestLog.ts';
import type { Options } from '../../cli/options.ts';
import { formatReport } from '../../cli/formatReport.ts';
import { ENGLISH } from '../../cli/messages/english.ts';
import { toReport } from '../../cli/toReport.ts';
import { applyFaults } from './faults.ts';
import { findInFiles } from './places.ts';
import { makeScene, type Scene } from './scene.ts';
import { findSecrets, type Place } from './search.ts';
import type { Searched } from './searched.ts';

const TELLING = {
  messages: ENGLISH,
  invocation: 'mobile-setup',
  request: {
    language: 'en',
    given: new Map(),
    full: false,
    newIdentity: false,
    dryRun: false,
    exact: false,
    quitApp: false,
    timeoutSeconds: 20,
  },
} as const;
const FORMAT = { messages: ENGLISH, style: { colour: false, ascii: false }, rows: [], all: true } as const;

/** A home that holds or meets secrets where they can come out: in what cannot be parsed, and in the service's errors. */
export interface Home {
  readonly name: string;
  readonly prepare: (scene: Scene) => void;
}

export const HOMES: readonly Home[] = [
  { name: 'a stuck home', prepare: () => undefined },
  {
    name: 'a service that says secrets',
    prepare: ({ backend, planted }) =>
      applyFaults(backend, planted, {
        name: '',
        endpoints: { clients: 403, environments: 404, mfa: 400, 'client-refresh-start': 409 },
      }),
  },
  {
    name: 'a service that says secrets on pages',
    prepare: ({ backend, planted }) =>
      applyFaults(backend, planted, {
        name: '',
        endpoints: { clients: 200, 'delete-client': 404 },
        asPage: true,
      }),
  },
  {
    name: 'a sign-in that is cut within a token',
    prepare: ({ profile: { codexHome }, planted }) => {
      const path = join(codexHome, 'auth.json');
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.slice(0, text.indexOf(planted.refreshToken.value) + 30));
    },
  },
  {
    name: 'a sign-in that is nothing but a token',
    prepare: ({ profile: { codexHome }, planted }) =>
      writeFileSync(join(codexHome, 'auth.json'), planted.accessSignature.value),
  },
  {
    name: 'a token in a configuration that cannot be read',
    prepare: ({ profile: { codexHome }, planted }) =>
      appendFileSync(join(codexHome, 'config.toml'), `token = ${planted.apiKey.value} =\n`),
  },
  {
    name: 'a token in an address that may not be called',
    prepare: ({ profile: { codexHome }, planted }) =>
      writeFileSync(
        join(codexHome, 'config.toml'),
        `chatgpt_base_url = "https://user:${planted.apiKey.value}@chatgpt.com/?token=${planted.apiKey.value}"\n`,
      ),
  },
  {
    name: 'keys in a state file that is cut',
    prepare: ({ profile, planted }) => {
      const text = readFileSync(profile.stateFile, 'utf8');
      profile.writeState(text.slice(0, text.indexOf(planted.publicKey.value) + 30));
    },
  },
];

/** All commands on one home, and all that they print: plain, as JSON, and what `--verbose` tells. */
export async function searchCommands({ name, prepare }: Home): Promise<Searched> {
  const scene = await makeScene();
  try {
    prepare(scene);
    const { codexHome } = scene.profile;
    const places: Place[] = [];
    const say = (what: string, text: string) => void places.push({ name: `${what} on ${name}`, text });
    const options: Omit<Options, 'command'> = {
      folder: codexHome,
      json: true,
      full: false,
      dryRun: false,
      newIdentity: false,
      force: true,
      signal: AbortSignal.timeout(20_000),
      fetch: withRequestLog(httpFetch, (line) => say('--verbose', line)),
    };
    for (const [what, run] of [
      ['check', () => runCheck({ ...options, command: 'check' })],
      [
        'repair --dry-run --full',
        () => runDryRun({ ...options, command: 'repair', full: true, dryRun: true }),
      ],
      ['repair', () => runRepair({ ...options, command: 'repair' })],
      ['repair --full', () => runRepair({ ...options, command: 'repair', full: true, newIdentity: true })],
      ['restore', () => runRestore({ ...options, command: 'restore' })],
    ] as const) {
      const report = toReport(await run(), TELLING);
      say(what, JSON.stringify(report));
      say(what, formatReport(report, { ...FORMAT, isPlan: what.includes('--dry-run') }));
      // Of all that a command prints, this alone is made to be sent to someone.
      if (what === 'check') say('the diagnostics', JSON.stringify(report.diagnostics));
    }
    const { tokens, codes, keys, ids } = scene.secrets();
    const diagnostics = places.filter(
      (place) => place.name.startsWith('the diagnostics') || place.name.startsWith('--verbose'),
    );
    return {
      places: places.length,
      secrets: tokens.length + codes.length + keys.length,
      found: [
        ...findSecrets(places, [...tokens, ...codes, ...keys]),
        ...findSecrets(diagnostics, ids),
        ...findInFiles(name, codexHome, scene.secrets()),
      ],
    };
  } finally {
    await scene.close();
  }
}
