import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Listing, Need, RunningProcess } from './contract.ts';
import { findRunningProgram } from './decide.ts';
import { folderIdentity, listedFolder } from './folderIdentity.ts';
import { parsePs } from './posix.ts';
import { parsePowerShell, parseTaskList } from './windows.ts';

const OURS = 1000;
const us: RunningProcess = { pid: OURS, parent: 999, names: ['node'], words: [], folder: 'here' };

const running = (program: string, more: Partial<RunningProcess> = {}): RunningProcess => ({
  pid: 7,
  parent: 1,
  names: [program],
  words: [],
  folder: 'here',
  ...more,
});

const find = (
  processes: readonly RunningProcess[],
  need: Need = 'full',
  lockHolders: readonly number[] = [],
) =>
  findRunningProgram(
    { kind: 'listed', processes: [...processes, us] },
    { folder: 'here', need, ownPid: OURS, lockHolders },
  );

describe('the desktop app', () => {
  it.each([
    '/Applications/Codex.app/Contents/MacOS/Codex',
    '/Applications/ChatGPT.app/Contents/MacOS/ChatGPT',
    '/Applications/ChatGPT.app/Contents/Frameworks/ChatGPT Helper (Renderer).app/Contents/MacOS/ChatGPT Helper (Renderer)',
    '/Applications/ChatGPT.app/Contents/Frameworks/ChatGPT Helper.app/Contents/MacOS/ChatGPT Helper',
    String.raw`C:\Program Files\WindowsApps\OpenAI.Codex_26.707.1.0_x64__2p2nqsd0c76g0\app\ChatGPT.exe`,
    String.raw`C:\Users\me\AppData\Local\Programs\Codex\Codex.exe`,
    'ChatGPT.exe',
    'ChatGPT',
    // Windows lists a program in the letters by which it was started.
    'chatgpt.exe',
    'CHATGPT.EXE',
    'Codex.EXE',
    String.raw`c:\users\me\appdata\local\programs\codex\codex.exe`,
    String.raw`c:\program files\windowsapps\openai.codex_26.707.1.0_x64__2p2nqsd0c76g0\app\codex.exe`,
    'Codex Desktop',
    '/opt/Codex Desktop/codex-desktop',
    '/opt/codex-desktop/electron',
    '/usr/lib/openai-codex-desktop/electron',
    '/nix/store/abc/share/codex-desktop-26.707/electron',
    '/home/me/Codex.AppImage',
    '/home/me/Codex-26.707.1-x86_64.AppImage',
    '/home/me/Applications/ChatGPT_26.8.AppImage',
    '/home/me/codex-desktop-26.707-x86_64.AppImage',
    '/tmp/.mount_CodexDk3aF2/electron',
    '/tmp/.mount_ChatGPab12cd/chrome_crashpad_handler',
  ])('%s', (program) => {
    expect(find([running(program)], 'write')).toMatchObject({ kind: 'desktop-app', pid: 7 });
  });

  it('run by the Electron of the system', () => {
    const app = running('/usr/lib/electron37/electron', {
      words: ['--no-sandbox', '/usr/lib/codex-desktop/app.asar'],
    });
    expect(find([app], 'write')?.kind).toBe('desktop-app');
  });

  it.each([
    '/usr/local/bin/codex',
    'codex.exe',
    'codex.EXE',
    String.raw`C:\Users\me\AppData\Local\Programs\OpenAI\Codex\bin\codex.exe`,
    String.raw`C:\Users\me\AppData\Local\Programs\Codex\resources\codex.exe`,
    '/Applications/Codex.app/Contents/Resources/codex',
    '/tmp/.mount_CodexDk3aF2/usr/bin/codex',
    '/opt/other/electron',
    '/home/me/codex/bin/tool',
    '/usr/bin/chatgpt',
    'Codexian',
    'MyChatGPT',
  ])('is not %s', (program) => {
    expect(find([running(program)], 'write')).toBeNull();
  });

  it('on another folder is no hindrance, nor is a helper of it that hides its environment', () => {
    const main = running('/opt/codex-desktop/electron', { folder: 'elsewhere' });
    const zygote = running('/opt/codex-desktop/electron', { pid: 8, parent: 7, folder: null });
    const renderer = running('/opt/codex-desktop/electron', { pid: 9, parent: 8, folder: null });
    expect(find([main, zygote, renderer])).toBeNull();
    expect(find([zygote, renderer, { ...main, folder: 'here' }])).toMatchObject({
      kind: 'desktop-app',
      pid: 7,
    });
  });

  it('counts where nothing tells its folder, also with parents in a circle', () => {
    expect(find([running('ChatGPT', { folder: null })])?.pid).toBe(7);
    const shell = running('/bin/bash', { pid: 5, folder: 'elsewhere' });
    expect(find([shell, running('ChatGPT', { parent: 5, folder: null })])?.pid).toBe(7);
    const circle = [
      running('ChatGPT', { parent: 8, folder: null }),
      running('ChatGPT', { pid: 8, parent: 7, folder: null }),
    ];
    expect(find(circle)?.kind).toBe('desktop-app');
  });

  it('counts also where it has started us', () => {
    const terminal = running('ChatGPT', { pid: 999 });
    expect(find([terminal], 'write')).toMatchObject({ kind: 'desktop-app', pid: 999 });
  });

  it('is known by its single-instance lock, unless that process works on another folder', () => {
    const unknown = running('/opt/renamed/app');
    expect(find([unknown], 'write', [7])).toEqual({ kind: 'desktop-app', name: 'Codex Desktop', pid: 7 });
    expect(find([{ ...unknown, folder: 'elsewhere' }], 'write', [7])).toBeNull();
    expect(find([], 'write', [7])).toMatchObject({ pid: 7 });
  });
});

describe('an app-server', () => {
  it.each([
    ['codex', ['app-server']],
    [
      '/usr/lib/node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex',
      ['-c', 'a=1', 'app-server'],
    ],
    ['/home/me/.local/bin/codex-x86_64-unknown-linux-musl', ['app-server', '--listen', 'stdio://']],
    ['codex', ['remote-control']],
    ['codex-app-server', []],
    ['/usr/bin/node', ['/usr/bin/codex', 'app-server']],
    ['codex.exe', 'app-server --analytics-default-enabled'],
    ['codex.EXE', 'app-server'],
    ['CODEX.EXE', 'app-server'],
    [String.raw`C:\nodejs\NODE.EXE`, String.raw`C:\npm\node_modules\@openai\codex\bin\codex.js app-server`],
    // Nothing tells what it runs.
    ['codex.exe', null],
  ])('%s %j counts for a full repair only', (program, words) => {
    const server = running(program, { words });
    expect([find([server])?.kind, find([server], 'write')]).toEqual(['app-server', null]);
  });

  it.each([
    ['codex', ['exec', 'mend the app-server']],
    ['codex', []],
    ['/bin/sh', ['-c', 'codex app-server']],
    ['vim', ['app-server']],
  ])('is not %s %j', (program, words) => {
    expect(find([running(program, { words })])).toBeNull();
  });

  it('of our own, or on another folder, is no hindrance', () => {
    const ours = running('codex', { words: ['app-server'], parent: OURS });
    const wrapped = running('codex', { words: ['app-server'], pid: 8, parent: 7 });
    expect(find([ours, wrapped])).toBeNull();
    expect(find([running('codex', { words: ['app-server'], folder: 'elsewhere' })])).toBeNull();
  });
});

it.each<[string, Listing]>([
  ['fails', { kind: 'failed' }],
  ['lacks our own process', { kind: 'listed', processes: [running('init')] }],
  ['is empty', { kind: 'listed', processes: [] }],
])('a listing that %s says that nothing is known', (_, listing) => {
  const question = { folder: 'here', need: 'write', ownPid: OURS, lockHolders: [] } as const;
  expect(findRunningProgram(listing, question)).toEqual({ kind: 'unlisted', name: '', pid: null });
});

const programs = `    1     0     0 /sbin/launchd
  501     1   501 /Applications/ChatGPT.app/Contents/MacOS/ChatGPT
  502   501   501 /Applications/ChatGPT.app/Contents/Resources/codex
  503     1   502 /Applications/ChatGPT.app/Contents/MacOS/ChatGPT
 1000   999   501 node
`;
const commands = `    1 /sbin/launchd
  501 /Applications/ChatGPT.app/Contents/MacOS/ChatGPT --enable USER=me HOME=/Users/me CODEX_HOME=/Users/me/other home PATH=/usr/bin
  502 /Applications/ChatGPT.app/Contents/Resources/codex app-server A=b
  503 /Applications/ChatGPT.app/Contents/MacOS/ChatGPT
 1000 node mobile-setup.mjs HOME=/Users/me
`;
const folderOf = ({ CODEX_HOME = 'default' }: Readonly<Record<string, string>>): string | null => CODEX_HOME;

const entry = (ProcessId: number, more: object) => ({
  ProcessId,
  ParentProcessId: 4,
  Name: 'codex.exe',
  ExecutablePath: null,
  CommandLine: null,
  Started: ProcessId,
  ...more,
});

describe('listings of other systems', () => {
  it('ps: environments where it shows them, other people left out', () => {
    const [chatGpt, codex, node] = parsePs({ programs, commands }, 501, folderOf);
    expect([chatGpt, codex, node?.pid]).toEqual([
      {
        pid: 501,
        parent: 1,
        names: ['/Applications/ChatGPT.app/Contents/MacOS/ChatGPT'],
        words: '--enable',
        folder: '/Users/me/other home',
      },
      {
        pid: 502,
        parent: 501,
        names: ['/Applications/ChatGPT.app/Contents/Resources/codex'],
        words: 'app-server A=b',
        folder: null,
      },
      1000,
    ]);
  });

  it('ps: without command lines each process may work on each folder', () => {
    const listed = parsePs({ programs, commands: '' }, null, folderOf);
    expect(listed.map(({ pid, words, folder }) => [pid, words, folder])).toEqual(
      [1, 501, 502, 503, 1000].map((pid) => [pid, null, null]),
    );
  });

  it('PowerShell: one process or many, and closed ones', () => {
    const many = [
      entry(9, { CommandLine: String.raw`"C:\Program Files\codex.exe" app-server` }),
      entry(10, { ExecutablePath: String.raw`C:\a\ChatGPT.exe`, Name: 'ChatGPT.exe' }),
    ];
    expect([
      parsePowerShell(JSON.stringify(many)),
      parsePowerShell(`\uFEFF${JSON.stringify(entry(11, {}))}`),
    ]).toEqual([
      [
        { pid: 9, parent: null, names: ['', 'codex.exe'], words: 'app-server', folder: null },
        {
          pid: 10,
          parent: null,
          names: [String.raw`C:\a\ChatGPT.exe`, 'ChatGPT.exe'],
          words: null,
          folder: null,
        },
      ],
      [{ pid: 11, parent: null, names: ['', 'codex.exe'], words: null, folder: null }],
    ]);
    expect(() => parsePowerShell('Get-CimInstance : Access denied')).toThrow('not valid JSON');
  });

  it('PowerShell: a parent whose number went to a younger process, such as ours, has started nothing', () => {
    const app = { Name: 'ChatGPT.exe', ParentProcessId: OURS };
    const listing = (started: number | null, appStarted: number | null) =>
      parsePowerShell(
        JSON.stringify([
          entry(OURS, { Name: 'node.exe', Started: started }),
          entry(7, { ...app, Started: appStarted }),
        ]),
      );
    const found = [
      [500, 400],
      [400, 500],
      [400, 400],
      [null, 500],
      [400, null],
    ].map(
      ([ours = null, theirs = null]) =>
        findRunningProgram(
          { kind: 'listed', processes: listing(ours, theirs) },
          { folder: 'here', need: 'write', ownPid: OURS, lockHolders: [] },
        )?.pid,
    );
    expect(found).toEqual([7, undefined, undefined, 7, 7]);
  });

  it('ps: a folder that can be another one than it seems is no other', () => {
    const folder = mkdtempSync(join(tmpdir(), 'listed-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const here = folderIdentity(folder);
    const nowhere = join(folder, 'nowhere');
    const listed = [
      { CODEX_HOME: folder, HOME: '/' },
      // Relative to a working folder that isn't listed; cut at `b=`; with an escape.
      { CODEX_HOME: 'relative', HOME: folder },
      { CODEX_HOME: nowhere, HOME: folder },
      { HOME: String.raw`/Users/jos\M-C\M-)` },
      { HOME: folder },
    ].map(listedFolder);
    expect(listed).toEqual([here, null, null, null, join(folder, '.codex')]);
  });

  it('tasklist: names alone', () => {
    const csv = '"System","4","Services","0","144 K"\r\n"ChatGPT.exe","5120","Console","1","210,004 K"\r\n';
    expect(parseTaskList(csv).map(({ pid, names }) => [pid, names])).toEqual([
      [4, ['System']],
      [5120, ['ChatGPT.exe']],
    ]);
    expect(parseTaskList('INFO: No tasks are running which match the specified criteria.')).toEqual([]);
  });

  it.each([
    [
      'German',
      '"Systemleerlaufprozess","0","Services","0","8 K"\r\n"Codex.exe","5120","Console","1","210.004 K"\r\n',
    ],
    [
      'French',
      '"System Idle Process","0","Services","0","8 Ko"\r\n"Codex.exe","5120","Console","1","210\u00A0004 Ko"\r\n',
    ],
    [
      'Japanese, in its old encoding',
      '"\uFFFDV\uFFFDX\uFFFDe\uFFFD\uFFFD","4","Services","0","1 K"\n"Codex.exe","5120","Console","1","2 K"\n',
    ],
  ])('tasklist in %s', (_language, csv) => {
    const found = findRunningProgram(
      { kind: 'listed', processes: [...parseTaskList(csv), us] },
      { folder: 'here', need: 'write', ownPid: OURS, lockHolders: [] },
    );
    expect(found).toEqual({ kind: 'desktop-app', name: 'Codex Desktop', pid: 5120 });
  });

  it.each(['', 'Get-CimInstance : Zugriff verweigert', '{', '[{"ProcessId":"4"}]', '[null]', '5'])(
    'PowerShell: %j in place of a list is none',
    (text) => {
      expect(() => parsePowerShell(text)).toThrow(/JSON|expected|Invalid/i);
    },
  );

  it('ps: a command line of a megabyte is one, and keeps its environment', () => {
    const long = `--data=${'A_=x '.repeat(200_000)}`;
    const [app] = parsePs(
      { programs: '7 1 501 /opt/Codex\n', commands: `7 /opt/Codex ${long}HOME=/Users/me CODEX_HOME=/mine\n` },
      501,
      folderOf,
    );
    expect([app?.pid, app?.folder]).toEqual([7, '/mine']);
  });
});

it('asks for the folder of a program of ours alone: looking it up takes longer than all the rest', () => {
  const asked: string[] = [];
  const listed = ['/usr/bin/vim', '/usr/bin/codex-desktop', '/usr/bin/codex'].map((program, index) => ({
    pid: index + 2,
    parent: 1,
    names: [program],
    words: ['app-server'],
    get folder() {
      asked.push(program);
      return 'elsewhere';
    },
  }));
  expect([find(listed, 'write'), new Set(asked)]).toEqual([null, new Set(['/usr/bin/codex-desktop'])]);
  expect([find(listed, 'full'), new Set(asked)]).toEqual([
    null,
    new Set(['/usr/bin/codex-desktop', '/usr/bin/codex']),
  ]);
});
