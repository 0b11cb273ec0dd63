import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { archiveFor, EXECUTABLES, packageManagerFiles, readSums, type System } from './packageManagers.ts';

const sumOf = (index: number) => String(index).repeat(64);
const lines = Object.values(EXECUTABLES).map((name, index) => `${sumOf(index)}  ${name}`);
const files = packageManagerFiles({
  version: '1.2.3',
  description: 'Repairs it',
  homepage: 'https://example.test/home',
  license: 'MIT',
  repository: 'https://example.test/project',
  sums: readSums(['# other lines', ...lines, ''].join('\n')),
});
const download = (system: System) =>
  `https://example.test/project/releases/download/v1.2.3/${EXECUTABLES[system]}`;

describe('the sums of a release', () => {
  it('belong to the executables by name', () => {
    expect(Object.values(readSums(lines.join('\n')))).toEqual(lines.map((_, index) => sumOf(index)));
  });

  it('have to be complete: a manifest without a sum would install anything', () => {
    expect(() => readSums(lines.slice(1).join('\n'))).toThrow('no line for mobile-setup-linux-x64.tar.gz');
  });
});

it('each archive is built on the system that it is named after, and nowhere else', () => {
  const built = (['linux', 'darwin', 'win32'] as const).flatMap((platform) =>
    ['x64', 'arm64'].map((architecture) => archiveFor(platform, architecture)),
  );
  expect(built).toEqual(Object.values(EXECUTABLES));
  expect(() => archiveFor('freebsd', 'x64')).toThrow('no executable for freebsd x64');
});

it('the Homebrew formula names each archive with its sum', () => {
  const formula = files['homebrew/mobile-setup.rb'] ?? '';
  const pairs = [...formula.matchAll(/url "(.+)"\n\s+sha256 "(.+)"/g)].map(([, url, sum]) => [url, sum]);
  expect(pairs).toEqual([
    [download('macos-arm64'), sumOf(3)],
    [download('macos-x64'), sumOf(2)],
    [download('linux-arm64'), sumOf(1)],
    [download('linux-x64'), sumOf(0)],
  ]);
});

it('the Scoop manifest installs the Windows executables', () => {
  expect(JSON.parse(files['scoop/mobile-setup.json'] ?? '')).toMatchObject({
    version: '1.2.3',
    bin: 'mobile-setup.exe',
    architecture: {
      '64bit': { url: download('windows-x64'), hash: sumOf(4) },
      arm64: { url: download('windows-arm64'), hash: sumOf(5) },
    },
  });
});

it('winget gets its three files, of one version', () => {
  const winget = Object.entries(files).flatMap(([name, text]) =>
    name.startsWith('winget/') ? [parse(text, { strict: true }) as Record<string, unknown>] : [],
  );
  expect(winget.map(({ ManifestType, PackageVersion }) => [ManifestType, PackageVersion])).toEqual([
    ['version', '1.2.3'],
    ['installer', '1.2.3'],
    ['defaultLocale', '1.2.3'],
  ]);
  expect(winget[1]).toMatchObject({
    Installers: [
      { Architecture: 'x64', InstallerUrl: download('windows-x64'), InstallerSha256: sumOf(4) },
      { Architecture: 'arm64', InstallerUrl: download('windows-arm64'), InstallerSha256: sumOf(5) },
    ],
  });
});
