import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../package.json' with { type: 'json' };
import { archiveFor, EXECUTABLES } from './release/packageManagers.ts';
import packageConfig from '../vitest.package.config.ts';
import { packagedProgram } from './packaging/forge.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDER = join(ROOT, '.github', 'workflows');

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix?: { readonly include?: readonly { readonly program: string }[] } };
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
    used: ['check', 'test:unit', 'test:stand-in', 'test:e2e', 'package', 'prove', 'bench', 'make'].filter(
      (name) => !scripts.includes(name),
    ),
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
    writes: [
      ['release.yml: publish', ['contents', 'id-token', 'attestations']],
      ['security.yml: codeql', ['security-events']],
      ['security.yml: scorecard', ['security-events']],
    ],
    keeping: [],
    injected: [],
  });
});

test('whatever opens a window may have a sandbox: Ubuntu is told so before', () => {
  const opens = /npm run (?:test:(?:unit|stand-in|e2e|package)|prove|bench)\b/;
  const without = jobs.filter(({ job }) => {
    const lines = (job.steps ?? []).map(({ run = '' }) => run);
    const [allowed, first] = [/unprivileged_userns=0/, opens].map((sign) =>
      lines.findIndex((line) => sign.test(line)),
    );
    return first !== -1 && (allowed === -1 || (allowed ?? 0) > (first ?? 0));
  });
  expect(without.map(({ name }) => name)).toEqual([]);
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

/**
 * Why a line of a workflow is not run by a test here. Every other line is the name of a script of `package.json`, or is run
 * below.
 */
const NOT_RUN_HERE: Readonly<Record<string, string>> = {
  'npm ci --no-audit --no-fund': 'is the first step of .ci/run',
  'npm exec -- install-electron': 'downloads Electron; that the program is there is tested below',
  'npm run pack:package': 'package/package.test.ts packs',
  'npm run build:package': 'package/package.test.ts builds',
  'npm run test:package': 'is a part of this run',
  'npm run archive:executable': 'is run below, by its file',
  'npm run package': 'tools/package.test.ts packages',
  'npm run make': 'tools/package.test.ts makes what can be made on Linux',
  'npm run prove': 'is a script of its own, which takes an hour',
  'npm run bench -- --save test-results/benchmarks.json':
    'is a script of its own, which takes half an hour; bench/bench.test.ts runs each benchmark',
  'npm run bench -- --save test-results/benchmarks.json --compare earlier/benchmarks.json':
    'the same, and what is compared how is tested there',
  'npm run check': 'is the second step of .ci/run',
  'npm run test:unit': 'is this run',
  'npm run test:stand-in': 'is this run',
  'npm run test:e2e': 'is the third step of .ci/run',
  'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0': 'changes the machine',
};
const CHANGES_MACHINE =
  /^sudo apt-get update -q && sudo apt-get install -y -q --no-install-recommends [\w ]+$/;
const NEEDS_GITHUB = /^(?:gh release create|npm publish) /;
/** Lines that are run below. */
const RUN_HERE = [
  /^npm pkg set /,
  /^npm sbom /,
  /^for run in /,
  /^node tools\/(?:releaseNotes|releaseManifests)\.ts /,
  /^mkdir release\n/,
];

test('every line that is run is run here, or has its reason', () => {
  const lines = new Set(steps.flatMap(({ step }) => (step.run === undefined ? [] : [step.run.trim()])));
  const bare = [...lines].map((line) => line.replace(/^xvfb-run --auto-servernum /, ''));
  const open = bare.filter(
    (line) =>
      !Object.hasOwn(NOT_RUN_HERE, line) &&
      !CHANGES_MACHINE.test(line) &&
      !NEEDS_GITHUB.test(line) &&
      !RUN_HERE.some((sign) => sign.test(line)),
  );
  const unused = Object.keys(NOT_RUN_HERE).filter((line) => !bare.includes(line));
  expect({ open, unused }).toEqual({ open: [], unused: [] });
});

/** What `tar -t` lists, without the folders. */
function filesIn({ stdout }: { readonly stdout: string }): readonly string[] {
  return stdout
    .split('\n')
    .filter((line) => /[^/]$/.test(line))
    .toSorted();
}

function lineOf(sign: RegExp): string {
  return steps.find(({ step }) => sign.test(step.run ?? ''))?.step.run ?? 'exit 9';
}

test('the executable of this system and the manifests get the names that they name each other by', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const play = (line: string) =>
    spawnSync('bash', ['-eo', 'pipefail', '-c', line.replace('node tools/', `node '${ROOT}'/tools/`)], {
      cwd: folder,
      encoding: 'utf8',
    });
  const packed = play(manifest.scripts['archive:executable']);
  const name = archiveFor(process.platform, process.arch);
  const inside = spawnSync('tar', ['-tf', join(folder, 'dist', 'archives', name)], { encoding: 'utf8' });
  const sums = Object.values(EXECUTABLES).map((each) => `${'0'.repeat(64)}  ${each}\n`);
  mkdirSync(join(folder, 'release'));
  writeFileSync(join(folder, 'release', 'SHA256SUMS'), sums.join(''));
  const written = play(lineOf(/releaseManifests/));
  const manifests = spawnSync('tar', ['-tf', join(folder, 'release', 'package-managers.tar.gz')], {
    encoding: 'utf8',
  });
  expect([packed.status, written.status, filesIn(inside), filesIn(manifests).length]).toEqual([
    0,
    0,
    ['licenses.md', process.platform === 'win32' ? 'mobile-setup.exe' : 'mobile-setup'],
    5,
  ]);
});

/** What the line makes of GitHub's program, which lists the runs 3, 2 and 1, and has the artifacts of those that are named. */
function getEarlierBenchmarks(runs: readonly number[]) {
  const folder = mkdtempSync(join(tmpdir(), 'nightly-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const gh = [
    '#!/bin/sh',
    'if [ "$2" = list ]; then printf "3\\n2\\n1\\n"; exit; fi',
    `case " ${runs.join(' ')} " in *" $3 "*) ;; *) exit 1;; esac`,
    'mkdir "$7" && echo "{\\"run\\": $3}" > "$7/$5.json"',
  ];
  writeFileSync(join(folder, 'gh'), gh.join('\n'), { mode: 0o755 });
  const { status } = spawnSync('bash', ['-eo', 'pipefail', '-c', lineOf(/^for run in /)], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
  });
  const file = join(folder, 'earlier', 'benchmarks.json');
  return { status, earlier: existsSync(file) ? readFileSync(file, 'utf8').trim() : null };
}

test.skipIf(process.platform === 'win32')(
  'a night is compared with the last one that has measured, if there is one',
  () => {
    expect([[2, 1], []].map(getEarlierBenchmarks)).toEqual([
      { status: 0, earlier: '{"run": 2}' },
      { status: 0, earlier: null },
    ]);
  },
);

// Runs on Linux alone, with the programs of Linux: those of macOS know other options.
test.skipIf(process.platform !== 'linux')(
  'the list of parts and the collecting of files do what a release needs',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'release-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'made', 'made-on-linux'), { recursive: true });
    writeFileSync(join(folder, 'made', 'made-on-linux', 'Mobile Setup-0.1.0-arm64.dmg'), 'image');
    const collected = spawnSync('bash', ['-eo', 'pipefail', '-c', lineOf(/^mkdir release$/m)], {
      cwd: folder,
    });
    const listed = spawnSync('bash', ['-eo', 'pipefail', '-c', lineOf(/^npm sbom /).replace(/ > .*/, '')], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const parts = JSON.parse(listed.stdout) as { bomFormat: string; components: readonly unknown[] };
    expect({
      collected: collected.status,
      files: readdirSync(join(folder, 'release')),
      format: parts.bomFormat,
      some: parts.components.length > 100,
    }).toEqual({
      collected: 0,
      files: ['Mobile-Setup-0.1.0-arm64.dmg', 'SHA256SUMS'],
      format: 'CycloneDX',
      some: true,
    });
  },
);

test('systems that npm has no Node of this version for install without it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  const set = spawnSync('bash', ['-eo', 'pipefail', '-c', lineOf(/^npm pkg set /)], { cwd: folder });
  const { allowScripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as typeof manifest;
  const onOthers = jobs.filter(({ job }) => /macos|windows/.test(JSON.stringify(job.strategy ?? {})));
  const orders = onOthers.map(({ job }) => {
    const lines = (job.steps ?? []).map(({ run = '' }) => run);
    return lines.indexOf(lineOf(/^npm pkg set /)) - lines.indexOf('npm ci --no-audit --no-fund');
  });
  expect([set.status, allowScripts, [...new Set(orders)]]).toEqual([
    0,
    { ...manifest.allowScripts, node: false },
    [-1],
  ]);
});

test('the tests of what is published are found on Windows, too, where others are left out', () => {
  const { include } = packageConfig.test;
  const found = include.map((pattern) => globSync(pattern, { cwd: ROOT }).length > 0);
  expect([manifest.scripts['test:package'], found]).toEqual([
    expect.stringContaining('--config vitest.package.config.ts'),
    [true, true],
  ]);
});

test('a checkout has the same bytes where Git writes the line ends of Windows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const git = (...words: string[]) =>
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], { cwd: folder });
  const files = {
    '.gitattributes': readFileSync(join(ROOT, '.gitattributes'), 'utf8'),
    'file.ts': 'one\ntwo\n',
  };
  mkdirSync(join(folder, 'here'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'here', name), text);
  const all = [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-q', '-m', 'one'],
  ].map((words) => git('-C', 'here', ...words).status);
  const cloned = git('-c', 'core.autocrlf=true', 'clone', '-q', 'here', 'there').status;
  expect([...all, cloned, readFileSync(join(folder, 'there', 'file.ts'), 'utf8')]).toEqual([
    0,
    0,
    0,
    0,
    'one\ntwo\n',
  ]);
});

test('Electron can be downloaded by the name that the workflow uses, and is asked for where it is needed', () => {
  const e2e = steps.filter(
    ({ step }) => step.run?.includes('test:e2e') && step.env?.['E2E_REQUIRE'] !== 'electron',
  );
  expect({
    program: existsSync(join(ROOT, 'node_modules', '.bin', 'install-electron')),
    onStandIn: e2e.map(({ name }) => name),
  }).toEqual({ program: true, onStandIn: ['ci.yml: stand-in'] });
});

test('the packaged programs are where Forge puts them', () => {
  const [packaged] = workflows.flatMap(({ workflow }) =>
    Object.entries(workflow.jobs).flatMap(([name, job]) => (name === 'packaged' ? [job] : [])),
  );
  const programs = packaged?.strategy?.matrix?.include?.map(({ program }) => program) ?? [];
  expect(programs).toEqual([
    'out/Mobile Setup-linux-x64/mobile-setup-app',
    'out/Mobile Setup-darwin-arm64/Mobile Setup.app/Contents/MacOS/mobile-setup-app',
    'out/Mobile Setup-win32-x64/mobile-setup-app.exe',
  ]);
  expect(programs[0]).toBe(relative(ROOT, packagedProgram(ROOT)));
});
