import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, '.github', 'workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  return { file, text, workflow: parse(text, { strict: true, uniqueKeys: true }) as Workflow };
});
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ name: `${file}: ${name}`, job })),
);
const steps = jobs.flatMap(({ name, job }) => (job.steps ?? []).map((step) => ({ name, step })));

test('every action of others is pinned by its commit, with the version beside it, and by the same one everywhere', () => {
  const lines = workflows.flatMap(({ text }) =>
    [...text.matchAll(/^\s*(?:- )?uses: (.+)$/gm)].map(([, line = '']) => line),
  );
  const others = lines.filter((line) => !line.startsWith('./'));
  const pinned = /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  const byAction = Map.groupBy(new Set(others), (line) => line.split('@')[0]);
  expect({
    some: others.length > 0,
    open: others.filter((line) => !pinned.test(line)),
    mixed: [...byAction.values()].filter((versions) => versions.length > 1),
    missing: lines.filter((line) => line.startsWith('./') && !existsSync(join(ROOT, line))),
  }).toEqual({ some: true, open: [], mixed: [], missing: [] });
});

test('the commands are those of a person: every script and every file that is run exists', () => {
  const commands = steps.map(({ step }) => step.run ?? '').join('\n');
  const scripts = [...commands.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(
    ([, run, own]) => run ?? own ?? '',
  );
  const files = [...commands.matchAll(/\bnode ([\w./-]+)/g)].map(([, file = '']) => file);
  expect({
    scripts: scripts.filter((name) => !Object.hasOwn(manifest.scripts, name)),
    files: files.filter((file) => !existsSync(join(ROOT, file))),
    used: ['check', 'test', 'prove', 'bench', 'make'].filter((name) => !scripts.includes(name)),
  }).toEqual({ scripts: [], files: [], used: [] });
});

test('nothing may do more than it needs: no right but the named ones, no lasting credentials, no endless run', () => {
  const writes = jobs.map(({ name, job }) => [
    name,
    Object.entries(job.permissions ?? {}).flatMap(([right, level]) => (level === 'write' ? [right] : [])),
  ]);
  expect({
    defaults: workflows.map(({ workflow }) => workflow.permissions),
    unlimited: jobs.filter(({ job }) => job.uses === undefined && job['timeout-minutes'] === undefined),
    parallel: workflows.filter(({ workflow }) => workflow.concurrency === undefined),
    unsaid: jobs.filter(({ job }) => job.permissions === undefined),
    writes: writes.filter(([, rights]) => rights?.length !== 0),
    keeping: steps.filter(
      ({ step }) =>
        step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false,
    ),
    // What GitHub puts into a script may be written by anybody; the environment is safe.
    injected: steps.filter(({ step }) => step.run?.includes('${{')),
  }).toEqual({
    defaults: workflows.map(() => ({})),
    unlimited: [],
    parallel: [],
    unsaid: [],
    writes: [['release.yml: publish', ['contents', 'id-token', 'attestations']]],
    keeping: [],
    injected: [],
  });
});

test('every other file of .github is YAML, too', () => {
  const files = readdirSync(join(ROOT, '.github'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yml'),
  );
  const broken = files.filter(
    (name) => typeof parse(readFileSync(join(ROOT, '.github', name), 'utf8')) !== 'object',
  );
  expect({ some: files.length > workflows.length, broken }).toEqual({ some: true, broken: [] });
});

test('Dependabot looks after the packages and the actions', () => {
  const { updates } = parse(readFileSync(join(ROOT, '.github', 'dependabot.yml'), 'utf8')) as {
    updates: readonly { 'package-ecosystem': string }[];
  };
  expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
});
