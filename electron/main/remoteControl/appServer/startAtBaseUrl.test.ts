import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { makeScene, until, valueOf } from '../../../../testing/backend/conformanceScene.ts';

test.each([
  ['a setting of the wrong type', 'model = 5'],
  ['a legacy profile', 'profile = "x"'],
])('of a config.toml that Codex rejects (%s) the address is kept all the same', async (_name, line) => {
  const scene = await makeScene({ onTestFinished });
  writeFileSync(
    join(scene.profile.codexHome, 'config.toml'),
    `${line}\nchatgpt_base_url = "${scene.backend.baseUrl}/"\n`,
  );
  const server = await scene.start();
  valueOf(await server.enable());
  await until(server, 'connected');
  expect(scene.exchange()).toContain('enroll 200');
});

test('who is signed in is told by the app-server, with a token', async () => {
  const scene = await makeScene({ onTestFinished });
  const server = await scene.start();
  const { tokens } = JSON.parse(readFileSync(join(scene.profile.codexHome, 'auth.json'), 'utf8')) as {
    tokens: { access_token: string };
  };
  expect(valueOf(await server.readAuthStatus())).toMatchObject({
    authMethod: 'chatgpt',
    authToken: tokens.access_token,
  });
});
