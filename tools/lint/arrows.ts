/** One kind of import that must not be. Paths are relative to the project; `to` is a path, or a package as it is imported. */
export interface ForbiddenArrow {
  readonly name: string;
  readonly from: RegExp;
  /** Files of `from` that may all the same. */
  readonly exceptFrom?: RegExp;
  readonly to: RegExp;
  /** Targets of `to` that are allowed. */
  readonly exceptTo?: RegExp;
  /** Only these imported names; all where absent. */
  readonly names?: RegExp;
  /** Whether types may be imported: they are gone at run time. */
  readonly typesAllowed?: boolean;
  readonly why: string;
  /** A violation, for the test that plants one of each: the file and the line that must not be in it. */
  readonly plant: { readonly file: string; readonly line: string };
}

const TESTS = /\.(?:test|spec)\.tsx?$/;

/** Every arrow that must not be. The folders are the layers; this table is their fence. */
export const FORBIDDEN_ARROWS: readonly ForbiddenArrow[] = [
  {
    name: 'decide-is-pure',
    from: /^electron\/main\/remoteControl\/decide\/|^electron\/main\/remoteControl\/session\/(?:transition|steps\/|state\.ts|events\.ts|screenOf\.ts|backOff\.ts|codeLifetime\.ts)/,
    exceptFrom: TESTS,
    to: /./,
    exceptTo:
      /^(?:zod|electron\/shared\/|electron\/main\/remoteControl\/(?:decide\/|session\/(?:transition|steps\/|state\.ts|events\.ts|screenOf\.ts|backOff\.ts|codeLifetime\.ts))|electron\/main\/(?:globalState|codexHome)\/index\.ts$)/,
    typesAllowed: true,
    why: 'What is decided has no clock, no I/O and no node:*: it takes plain values and returns plain values.',
    plant: {
      file: 'electron/main/remoteControl/decide/planted.ts',
      line: "import { readFileSync } from 'node:fs';",
    },
  },
  {
    name: 'decide-reads-nothing',
    from: /^electron\/main\/remoteControl\/(?:decide\/|session\/(?:transition|steps\/|state\.ts|events\.ts|screenOf\.ts|backOff\.ts|codeLifetime\.ts))/,
    exceptFrom: TESTS,
    to: /^electron\/main\/(?:globalState|codexHome)\/index\.ts$/,
    names: /^(?:read|rotate|open|take|find|list)[A-Z]/,
    typesAllowed: true,
    why: 'What is decided gets its values from its caller, and reads none itself.',
    plant: {
      file: 'electron/main/remoteControl/decide/planted.ts',
      line: "import { readCodexHome } from '../../codexHome/index.ts';",
    },
  },
  {
    name: 'door-of-remote-control',
    from: /./,
    exceptFrom: /^electron\/main\/remoteControl\//,
    to: /^electron\/main\/remoteControl\//,
    exceptTo: /^electron\/main\/remoteControl\/index\.ts$/,
    why: 'From outside, the module is imported through remoteControl/index.ts alone.',
    plant: {
      file: 'cli/planted.ts',
      line: "import { plan } from '../electron/main/remoteControl/decide/plan.ts';",
    },
  },
  {
    name: 'door-of-global-state',
    from: /./,
    exceptFrom: /^electron\/main\/globalState\//,
    to: /^electron\/main\/globalState\//,
    exceptTo: /^electron\/main\/globalState\/index\.ts$/,
    why: 'From outside, the state file is reached through globalState/index.ts alone.',
    plant: {
      file: 'electron/main/remoteControl/repair/planted.ts',
      line: "import { MAIN_FILE } from '../../globalState/contract.ts';",
    },
  },
  {
    name: 'door-of-codex-home',
    from: /./,
    exceptFrom: /^electron\/main\/codexHome\//,
    to: /^electron\/main\/codexHome\//,
    exceptTo: /^electron\/main\/codexHome\/index\.ts$/,
    why: 'From outside, what CODEX_HOME says is reached through codexHome/index.ts alone.',
    plant: {
      file: 'electron/main/app/planted.ts',
      line: "import { readCodexHome } from '../codexHome/codexHome.ts';",
    },
  },
  {
    name: 'codex-home-stands-alone',
    from: /^electron\/main\/(?:codexHome|globalState)\//,
    to: /^electron\/main\/(?:remoteControl|app)\//,
    why: 'What CODEX_HOME and the state file say does not depend on what is made of it.',
    plant: {
      file: 'electron/main/codexHome/planted.ts',
      line: "import { check } from '../remoteControl/index.ts';",
    },
  },
  {
    name: 'electron-stays-in-app',
    from: /^(?:electron|cli|renderer|examples)\//,
    exceptFrom:
      /^electron\/main\/(?:app\/|main\.ts$)|^electron\/preload\/|^examples\/titleBar\.ts$|\.test\.tsx?$/,
    to: /^electron$/,
    why: 'Only electron/main/app knows Electron; what the rest needs of it comes in as a port.',
    plant: {
      file: 'electron/main/remoteControl/session/planted.ts',
      line: "import { app } from 'electron';",
    },
  },
  {
    name: 'ipc-main-has-one-place',
    from: /./,
    exceptFrom: /^electron\/main\/(?:app\/ipc|main)\.ts$|^testing\/|^proofs\/|\.test\.tsx?$/,
    to: /^electron$/,
    names: /^ipcMain$/,
    why: 'A channel is registered by app/ipc.ts alone, which checks the sender and the input.',
    plant: { file: 'electron/main/app/planted.ts', line: "import { ipcMain } from 'electron';" },
  },
  {
    name: 'product-knows-no-tests',
    from: /^(?:electron|cli|renderer)\//,
    exceptFrom: /\.test\.tsx?$|^renderer\/gallery\//,
    to: /^(?:testing|e2e|proofs|bench|tools)\//,
    why: 'Nothing of the product imports a part of its tests or tools.',
    plant: {
      file: 'electron/main/app/planted.ts',
      line: "import { startBackend } from '../../../testing/backend/index.ts';",
    },
  },
  {
    name: 'preload-is-small',
    from: /^electron\/preload\//,
    to: /^(?:zod|electron\/main\/|electron\/shared\/(?:ipc|screen))/,
    typesAllowed: true,
    why: 'The preload carries no schema: what crosses is parsed in main.',
    plant: { file: 'electron/preload/planted.ts', line: "import { string } from 'zod/mini';" },
  },
  {
    name: 'page-talks-through-the-bridge',
    from: /^renderer\//,
    exceptFrom: /\.test\.tsx?$/,
    to: /^(?:electron$|electron\/main\/|electron\/preload\/|cli\/)/,
    typesAllowed: true,
    why: 'The page imports nothing of the app but electron/shared, and talks through window.mobileSetup.',
    plant: {
      file: 'renderer/planted.ts',
      line: "import { plan } from '../electron/main/remoteControl/index.ts';",
    },
  },
];
