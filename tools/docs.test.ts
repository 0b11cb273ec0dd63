import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exitCodeOf, type Report, type Status } from '../cli/report.ts';
import { REASONS } from '../electron/shared/reasons.ts';
import { NODE_RANGE, PACKAGE_NAME, packageManifest } from '../package/manifest.ts';
import manifest from '../package.json' with { type: 'json' };
import { examplesIn, prints } from './docs/examples.ts';
import { openHome, type OpenHome } from './docs/home.ts';
import { installTool } from './docs/installTool.ts';
import { run } from './packaging/run.ts';

const ROOT = join(import.meta.dirname, '..');
const documents = ['.', 'docs', 'package']
  .flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => join(folder, name)))
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }));
const read = (name: string) => documents.find((document) => document.name === name)?.text ?? '';

// The examples are for a POSIX shell; the `bash` that Windows finds first runs another system.
describe
  .skipIf(process.platform === 'win32')
  .concurrent.each(documents.filter(({ text }) => examplesIn(text).length > 0))(
  'the examples of $name',
  ({ text }) => {
    let home: OpenHome | null = null;
    const tool = installTool();
    afterAll(async () => {
      await home?.close();
      tool.remove();
    });

    // Of one document, an example may go on where the one before it has ended.
    test.for(examplesIn(text))('line $line, on $home', { concurrent: false }, async (example) => {
      if (example.home !== 'same') {
        await home?.close();
        home = await openHome(example.home);
      }
      const env = {
        CODEX_HOME: home?.codexHome,
        NO_COLOR: '1',
        PATH: `${tool.folder}:${process.env['PATH']}`,
      };
      const ran = [];
      for (const command of example.commands)
        ran.push(await run('bash', ['-c', command], { cwd: ROOT, env }));
      const printed = ran.at(-1)?.stdout ?? '';
      const shown = example.output ?? '…';
      expect({
        exitCodes: ran.map(({ exitCode }) => exitCode),
        printed: prints(printed, shown) ? shown : printed,
        errors: ran.map(({ stderr }) => stderr).join(''),
      }).toEqual({ exitCodes: example.exitCodes, printed: shown, errors: '' });
    });
  },
);

test('every link between the documents, and to a file, leads somewhere', () => {
  const dead = documents.flatMap(({ name, text }) =>
    [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(join(ROOT, dirname(name), target)))
      .map((target) => `${name}: ${target}`),
  );
  expect(dead).toEqual([]);
});

test('every npm script that a document names is there', () => {
  const unknown = documents.flatMap(({ name, text }) =>
    [...text.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !Object.hasOwn(manifest.scripts, script))
      .map((script) => `${name}: ${script}`),
  );
  expect(unknown).toEqual([]);
});

test('the badges say what the manifests say', () => {
  const badges = [...read('README.md').matchAll(/img\.shields\.io\/badge\/([^)]+)-blue/g)].map(
    ([, badge = '']) => decodeURIComponent(badge.replaceAll('--', '_')),
  );
  const oldest = NODE_RANGE.split(' ')[0];
  expect(manifest.engines.node).toBe(NODE_RANGE);
  expect(badges).toEqual([
    `license-${manifest.license}`,
    `node-${oldest}`,
    `npm-${PACKAGE_NAME.replace('-', '_')}`,
  ]);
});

test('the page at npm names every part of the package', () => {
  const named = [...read('package/README.md').matchAll(/^\| `mobile-setup(\S*)` \|/gm)].map(
    ([, path = '']) => `.${path}`,
  );
  const { exports } = packageManifest({ ...manifest }, 'cli/mobile-setup.cjs');
  expect(named).toEqual(Object.keys(exports as object).filter((path) => path !== './package.json'));
});

/** The cells of the table under a heading, the codes in the first column one by one. */
function rowsUnder(heading: string): readonly (readonly [code: string, second: string])[] {
  const section = read('docs/user-guide.md').split(`### ${heading}\n`)[1]?.split(/^##/m)[0] ?? '';
  const rows = [...section.matchAll(/^\| (`.+?) \| (.+?) \|/gm)];
  return rows.flatMap(([, first = '', second = '']) =>
    [...first.matchAll(/`([\w-]+)`/g)].map(([, code = '']) => [code, second] as const),
  );
}

test('the user guide explains every status with its exit code, every reason and every finding', () => {
  const statuses = Object.keys({
    healthy: 0,
    'not-enrolled': 0,
    repaired: 0,
    'nothing-to-repair': 0,
    restored: 0,
    stale: 0,
    unverified: 0,
    blocked: 0,
    refused: 0,
  } satisfies Record<Status, 0>) as Status[];
  const findings = Object.keys({
    'client-gone': 0,
    'client-revoked': 0,
    'environment-gone': 0,
    'pointer-gone': 0,
    'setup-flag-stale': 0,
    'pending-client': 0,
    'ghost-environment': 0,
    'clone-suspected': 0,
    'malformed-entry': 0,
    'other-account': 0,
  } satisfies Record<Report['findings'][number]['kind'], 0>);
  expect({
    statuses: rowsUnder('Status and exit code'),
    reasons: rowsUnder('Reason').map(([code]) => code),
    findings: rowsUnder('Finding').map(([code]) => code),
  }).toEqual({
    statuses: statuses.map((status) => [status, String(exitCodeOf(status))]),
    reasons: [...REASONS],
    findings,
  });
});
