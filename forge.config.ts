import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerDMG } from '@electron-forge/maker-dmg';
import { MakerRpm } from '@electron-forge/maker-rpm';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import manifest from './package.json' with { type: 'json' };
import { signingOf } from './tools/packaging/signing.ts';

/** Playwright drives the app through Node's inspector. Only a build that is made to be tested may be inspected. */
const forTests = process.env['MOBILE_SETUP_TEST_BUILD'] === '1';

/** A Codex program to ship, called `codex` or `codex.exe`. Without one the app uses the Codex of the computer. */
const codexProgram = process.env['MOBILE_SETUP_CODEX'];

/** What the app itself reads of its `package.json`, and what the makers read. The rest stays out. */
const KEPT_IN_PACKAGE_JSON = new Set([
  'name',
  'version',
  'description',
  'license',
  'author',
  'type',
  'main',
  // The name under which Linux knows the windows: that of the desktop file which the packages install.
  'desktopName',
]);

/** What both packages of Linux say. */
const linux = {
  name: 'mobile-setup-app',
  bin: 'mobile-setup-app',
  productName: 'Mobile Setup',
  description: 'Repairs the pairing of this computer with your phone',
  productDescription:
    'Checks whether the server still knows the pairing that is stored on this computer. Removes what is proven ' +
    'dead, keeps a backup, and shows a QR code that works.',
  genericName: 'Phone pairing repair',
  icon: 'assets/icon.png',
  categories: ['Utility' as const],
};

const signing = signingOf(process.env);

/** Everything is bundled. This is a list of what ships, so that anything else stays out. */
function ships(path: string): boolean {
  const isListed = /^(?:\/package\.json|\/\.vite(?:\/(?:build|renderer)(?:\/.*)?)?)?$/.test(path);
  return isListed && !path.endsWith('.map');
}

const config: ForgeConfig = {
  packagerConfig: {
    name: 'Mobile Setup',
    // Not `mobile-setup`: that is the command line tool, and both may be on one PATH.
    executableName: 'mobile-setup-app',
    appBundleId: 'org.example.mobile-setup',
    appCategoryType: 'public.app-category.utilities',
    icon: 'assets/icon',
    asar: true,
    osxSign: signing.macOS,
    ...(signing.notarization === undefined ? {} : { osxNotarize: signing.notarization }),
    ...(signing.windows === undefined ? {} : { windowsSign: signing.windows }),
    ignore: (path) => !ships(path),
    extraResource: ['LICENSE', ...(codexProgram === undefined ? [] : [codexProgram])],
  },
  makers: [
    // Not for Linux: an archive cannot carry the sandbox's SUID program, and without it Ubuntu 24.04 starts nothing.
    new MakerZIP({}, ['darwin']),
    new MakerDMG({ format: 'ULFO' }),
    new MakerSquirrel((arch) => ({
      // With the name of the program it makes the name that notifications come under: see main.ts.
      name: 'mobile_setup',
      exe: 'mobile-setup-app.exe',
      setupIcon: 'assets/icon.ico',
      // Releases of both kinds lie side by side.
      setupExe: `Mobile Setup-${manifest.version}-${arch}-setup.exe`,
      noDelta: true,
      ...(signing.windows === undefined ? {} : { windowsSign: signing.windows }),
    })),
    new MakerDeb({ options: { ...linux, section: 'utils' } }),
    new MakerRpm({ options: { ...linux, license: 'MIT' } }),
  ],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'electron/main/main.ts', config: 'vite.main.config.ts', target: 'main' },
        { entry: 'electron/preload/preload.ts', config: 'vite.preload.config.ts', target: 'preload' },
      ],
      renderer: [{ name: 'main_window', config: 'vite.renderer.config.ts' }],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      // There are no cookies, and on macOS it takes a signature that lasts.
      [FuseV1Options.EnableCookieEncryption]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: forTests,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
  hooks: {
    packageAfterPrune: async (_config, folder) => {
      const path = join(folder, 'package.json');
      const entries = Object.entries(JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>);
      const kept = entries.filter(([key]) => KEPT_IN_PACKAGE_JSON.has(key));
      await writeFile(path, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
    },
  },
};

export default config;
