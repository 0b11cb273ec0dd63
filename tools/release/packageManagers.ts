/** The single executables of a release, by the system they run on. */
export const EXECUTABLES = {
  'linux-x64': 'mobile-setup-linux-x64.tar.gz',
  'linux-arm64': 'mobile-setup-linux-arm64.tar.gz',
  'macos-x64': 'mobile-setup-macos-x64.tar.gz',
  'macos-arm64': 'mobile-setup-macos-arm64.tar.gz',
  'windows-x64': 'mobile-setup-windows-x64.zip',
  'windows-arm64': 'mobile-setup-windows-arm64.zip',
} as const;

/** A system for which there is an executable. */
export type System = keyof typeof EXECUTABLES;

const NAMES: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'macos', win32: 'windows' };

/** The archive of the executable that is built on this system. Throws where there is none for it. */
export function archiveFor(platform: NodeJS.Platform, architecture: string): string {
  const name = `${NAMES[platform]}-${architecture}`;
  if (!Object.hasOwn(EXECUTABLES, name))
    throw new Error(`There is no executable for ${platform} ${architecture}.`);
  return EXECUTABLES[name as System];
}

/** What the manifests are made of. */
export interface Release {
  readonly version: string;
  readonly description: string;
  readonly homepage: string;
  readonly license: string;
  /** The address of the project, without a slash at its end. */
  readonly repository: string;
  /** The SHA-256 of each archive, in hexadecimal. */
  readonly sums: Readonly<Record<System, string>>;
}

/** The sums of the executables, from the lines of `SHA256SUMS`. Throws where one is missing. */
export function readSums(text: string): Release['sums'] {
  const sums = new Map(
    text.split('\n').flatMap((line) => {
      const [, sum, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
      return sum === undefined || name === undefined ? [] : [[name, sum] as const];
    }),
  );
  const sumOf = (system: System): [System, string] => {
    const sum = sums.get(EXECUTABLES[system]);
    if (sum === undefined) throw new Error(`SHA256SUMS has no line for ${EXECUTABLES[system]}.`);
    return [system, sum];
  };
  return Object.fromEntries((Object.keys(EXECUTABLES) as System[]).map(sumOf)) as Release['sums'];
}

/** The manifests of one release, by file name: a Homebrew formula, a Scoop manifest, and the three files that winget takes. */
export function packageManagerFiles(release: Release): Readonly<Record<string, string>> {
  return {
    'homebrew/mobile-setup.rb': homebrew(release),
    'scoop/mobile-setup.json': scoop(release),
    'winget/MobileSetup.MobileSetup.yaml': winget(release, 'version'),
    'winget/MobileSetup.MobileSetup.installer.yaml': winget(release, 'installer'),
    'winget/MobileSetup.MobileSetup.locale.en-US.yaml': winget(release, 'defaultLocale'),
  };
}

const addressOf = ({ repository, version }: Release, system: System) =>
  `${repository}/releases/download/v${version}/${EXECUTABLES[system]}`;

function homebrew(release: Release): string {
  const place = (system: System) => [
    `      url "${addressOf(release, system)}"`,
    `      sha256 "${release.sums[system]}"`,
  ];
  const on = (name: string, arm: System, intel: System) => [
    `  on_${name} do`,
    '    on_arm do',
    ...place(arm),
    '    end',
    '    on_intel do',
    ...place(intel),
    '    end',
    '  end',
  ];
  return [
    'class MobileSetup < Formula',
    `  desc "${release.description}"`,
    `  homepage "${release.homepage}"`,
    `  version "${release.version}"`,
    `  license "${release.license}"`,
    '',
    ...on('macos', 'macos-arm64', 'macos-x64'),
    ...on('linux', 'linux-arm64', 'linux-x64'),
    '',
    '  def install',
    '    bin.install "mobile-setup"',
    '    generate_completions_from_executable(bin/"mobile-setup", "completion")',
    '  end',
    '',
    '  test do',
    '    assert_match version.to_s, shell_output("#{bin}/mobile-setup --version")',
    '  end',
    'end',
    '',
  ].join('\n');
}

function scoop(release: Release): string {
  const architecture = (system: System) => ({ url: addressOf(release, system), hash: release.sums[system] });
  const { version, description, homepage, license } = release;
  const manifest = {
    version,
    description,
    homepage,
    license,
    architecture: {
      '64bit': architecture('windows-x64'),
      arm64: architecture('windows-arm64'),
    },
    bin: 'mobile-setup.exe',
  };
  return `${JSON.stringify(manifest, null, 4)}\n`;
}

function winget(release: Release, type: 'version' | 'installer' | 'defaultLocale'): string {
  const installer = (system: System, architecture: string) => [
    `  - Architecture: ${architecture}`,
    `    InstallerUrl: ${addressOf(release, system)}`,
    // Quoted, because a sum can look like a number.
    `    InstallerSha256: '${release.sums[system].toUpperCase()}'`,
  ];
  const parts = {
    version: ['DefaultLocale: en-US'],
    installer: [
      'InstallerType: zip',
      'NestedInstallerType: portable',
      'NestedInstallerFiles:',
      '  - RelativeFilePath: mobile-setup.exe',
      '    PortableCommandAlias: mobile-setup',
      'Installers:',
      ...installer('windows-x64', 'x64'),
      ...installer('windows-arm64', 'arm64'),
    ],
    defaultLocale: [
      'PackageLocale: en-US',
      'Publisher: mobile-setup',
      'PackageName: mobile-setup',
      `License: ${release.license}`,
      `ShortDescription: ${JSON.stringify(release.description)}`,
      `PackageUrl: ${release.homepage}`,
    ],
  };
  return [
    'PackageIdentifier: MobileSetup.MobileSetup',
    `PackageVersion: ${release.version}`,
    ...parts[type],
    `ManifestType: ${type}`,
    'ManifestVersion: 1.10.0',
    '',
  ].join('\n');
}
