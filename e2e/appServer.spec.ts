import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAppServer } from '../electron/main/remoteControl/index.ts';
import { appServersOf } from './processes.ts';
import { stuckState } from '../testing/profiles/profile.ts';
import { expect, test } from './test.ts';

test('without the Codex program the profile is healed all the same, and a screen says what to do', async ({
  ids,
  makeProfile,
  launch,
}) => {
  const profile = makeProfile({ state: stuckState(ids) });
  const app = await launch(profile, { CODEX_CLI_PATH: join(profile.codexHome, 'not-there') });
  await expect(app.status).toContainText(/repaired/i);
  await expect(app.page.getByRole('main')).toHaveAttribute('data-view', 'problem');
  await expect(app.button('Try again')).toBeVisible();
  await expect(app.qrCode).toBeHidden();
});

test('a Codex that is too old is named with what updates it, and once it is updated the next try shows a code', async ({
  ids,
  makeProfile,
  launch,
}) => {
  test.skip(process.platform === 'win32', 'a script is no program there');
  const real = findAppServer({ env: process.env, moduleFolder: import.meta.dirname });
  if (real.kind !== 'found') throw new Error(real.message);
  const profile = makeProfile({ state: stuckState(ids) });
  // As npm 0.125.0 answers.
  const old = `
    import('node:readline').then(({ createInterface }) => createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method } = JSON.parse(line);
      if (id === undefined) return;
      const message = 'Invalid request: unknown variant \`' + method + '\`, expected one of \`initialize\`';
      const userAgent = 'Codex Desktop/0.125.0 (Debian 12.0.0; x86_64) xterm (Codex Desktop; 0)';
      const answer = method === 'initialize' ? { result: { userAgent } } : { error: { code: -32600, message } };
      console.log(JSON.stringify({ id, ...answer }));
    }));`;
  const folder = join(profile.codexHome, 'Caskroom', 'codex', '0.125.0');
  const program = join(folder, 'codex');
  mkdirSync(folder, { recursive: true });
  writeFileSync(program, `#!${process.execPath}\n${old}`, { mode: 0o755 });
  const app = await launch(profile, { CODEX_CLI_PATH: program });
  await expect(app.page.getByRole('heading', { name: 'Codex is too old' })).toBeVisible();
  await expect(app.status).toContainText('Codex 0.125.0 is installed');
  await expect(app.status).toContainText('Run brew upgrade --cask codex in a terminal');
  await expect(app.status).toContainText(/repaired/i);

  writeFileSync(program, `#!/bin/sh\nexec "${real.path}" "$@"\n`, { mode: 0o755 });
  await app.button('Try again').click();
  await expect(app.qrCode).toBeVisible();
});

test('another machine online in our place is told, and a new identity on request ends it', async ({
  backend,
  account,
  ids,
  makeProfile,
  launch,
}, info) => {
  const { accountId } = account;
  const { environmentId, installationId } = ids;
  backend.addEnvironment({
    accountId,
    environmentId,
    installationId,
    serverId: 'srv_e_ghost',
    hostName: 'copy',
  });
  backend.setOnline({ accountId, environmentId, online: true });
  const profile = makeProfile({});
  const app = await launch(profile);
  await expect(app.status).toContainText(/another|copied|copy/i);
  await expect(app.qrCode).toBeHidden();
  await app.page.screenshot({ path: info.outputPath('already-online.png') });

  await app.button('Repair mobile setup').click();
  await app.dialog.getByRole('checkbox', { name: 'Give this computer a new identity' }).check();
  await app.dialog.getByRole('button', { name: 'Repair', exact: true }).click();
  await expect(app.qrCode).toBeVisible();
  expect(readFileSync(join(profile.codexHome, 'installation_id'), 'utf8').trim()).not.toBe(installationId);
  const left = backend.account({ accountId }).environments.map((environment) => environment.environmentId);
  expect(left).toContain(environmentId);
});

test('no app-server outlives the app, even where the app is killed', async ({ makeProfile, launch }) => {
  test.skip(process.platform !== 'linux', 'only /proc tells which CODEX_HOME a process has');
  const profile = makeProfile({});
  const app = await launch(profile);
  await expect(app.qrCode).toBeVisible();
  expect(appServersOf(profile.codexHome)).toHaveLength(1);
  await app.kill();
  await expect.poll(() => appServersOf(profile.codexHome)).toEqual([]);
});
