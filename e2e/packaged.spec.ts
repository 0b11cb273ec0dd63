import { stuckState } from '../testing/profiles/profile.ts';
import { serveFakeElectronDownload } from '../tools/packaging/fakeElectronDownload.ts';
import { copyProject } from '../tools/packaging/copyOfProject.ts';
import { packagedProgram, runForge } from '../tools/packaging/forge.ts';
import manifest from '../package.json' with { type: 'json' };
import { expect, test } from './test.ts';

test('the packaged app, started as from a menu, heals a stuck profile and shows a code', async ({
  account,
  backend,
  ids,
  makeProfile,
  launch,
}) => {
  const isStandIn = (process.env['E2E_RUNTIME'] ?? '').startsWith('electron-on-chromium');
  test.skip(
    !isStandIn || process.platform !== 'linux',
    'elsewhere E2E_PACKAGED_APP runs all specs on the package',
  );
  const project = copyProject();
  const electron = await serveFakeElectronDownload(manifest.devDependencies.electron);
  try {
    const packaged = await runForge('package', {
      folder: project.folder,
      mirror: electron.mirror,
      env: { MOBILE_SETUP_TEST_BUILD: '1', MOBILE_SETUP_CODEX: undefined },
    });
    expect(packaged.exitCode, packaged.stderr).toBe(0);
    const state = stuckState(ids);
    const app = await launch(makeProfile({ state, mirror: state }), {}, packagedProgram(project.folder));
    expect(await app.electron.evaluate(({ app: main }) => [main.isPackaged, main.getAppPath()])).toEqual([
      true,
      expect.stringMatching(/resources\/app\.asar$/),
    ]);
    const code = await app.scanQrCode();
    expect(backend.claimCode({ accountId: account.accountId, code }).claim.kind).toBe('claimed');
    await expect(app.connected).toBeVisible();
    await app.quit();
  } finally {
    await electron.close();
    project.remove();
  }
});
