import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, request, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { stuckState } from '../testing/profiles/profile.ts';
import { openScene, type Scene } from '../testing/commandLine/testBed.ts';

const CERTIFICATES = join(import.meta.dirname, '..', 'testing', 'certificates');
const AUTHORITY = join(CERTIFICATES, 'authority.pem');
const SERVICE = 'https://chatgpt.com/backend-api';

async function listen(server: Server, onTestFinished: TestContext['onTestFinished']): Promise<number> {
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** The service as the world knows it, on the far side of a proxy, with a certificate that the proxy's owner has issued. */
async function openCompany(onTestFinished: TestContext['onTestFinished'], isHealthy = false) {
  const state = (ids: Scene['ids']) => stuckState({ ...ids, baseUrl: SERVICE });
  const scene = await openScene(onTestFinished, { state, isHealthy });
  writeFileSync(join(scene.profile.codexHome, 'config.toml'), `chatgpt_base_url = "${SERVICE}"\n`);
  const { port: backendPort } = new URL(scene.backend.baseUrl);
  const service = createSecureServer({
    cert: readFileSync(join(CERTIFICATES, 'service.pem')),
    key: readFileSync(join(CERTIFICATES, 'service.key.pem')),
  });
  service.on('request', (incoming: IncomingMessage, answer) => {
    const { method = 'GET', url = '', headers } = incoming;
    const forwarded = request({ port: backendPort, method, path: url, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 0, response.headers);
      response.pipe(answer);
    });
    incoming.pipe(forwarded);
  });
  const servicePort = await listen(service, onTestFinished);

  const asked: { url: string; authorization: string }[] = [];
  const proxy = createHttpServer();
  proxy.on('connect', ({ url = '', headers }: IncomingMessage, socket) => {
    asked.push({ url, authorization: headers['proxy-authorization'] ?? '' });
    const tunnel = connect(servicePort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnel.pipe(socket).pipe(tunnel);
    });
    tunnel.on('error', () => socket.destroy());
    socket.on('error', () => tunnel.destroy());
  });
  const proxyPort = await listen(proxy, onTestFinished);
  return { scene, asked, env: { HTTPS_PROXY: `http://me:pass-word@127.0.0.1:${proxyPort}` } };
}

describe.concurrent('through a proxy that opens secure connections', () => {
  it.for([
    ['NODE_EXTRA_CA_CERTS', { NODE_EXTRA_CA_CERTS: AUTHORITY }],
    ["the system's own certificates", { SSL_CERT_FILE: AUTHORITY }],
  ] as const)('checks and repairs, trusting %s', async ([, trust], { onTestFinished }) => {
    const { scene, asked, env } = await openCompany(onTestFinished);
    const { report, stdout } = await scene.runAs({ env: { ...env, ...trust } }, 'repair');
    expect([report.status, report.reason]).toEqual(['repaired', null]);
    expect(new Set(asked.map(({ url, authorization }) => `${url} ${atob(authorization.slice(6))}`))).toEqual(
      new Set(['chatgpt.com:443 me:pass-word']),
    );
    expect(stdout).not.toContain('pass-word');
  });

  it("never prints the proxy's password, whatever DEBUG asks for", async ({ onTestFinished }) => {
    const { scene, asked, env } = await openCompany(onTestFinished, true);
    const ran = await scene.runAs({ env: { ...env, NODE_EXTRA_CA_CERTS: AUTHORITY, DEBUG: '*' } }, 'check');
    expect([ran.report.status, asked.length > 0, ran.stderr]).toEqual(['healthy', true, '']);
    expect(ran.stdout).not.toMatch(/pass-word|bWU6cGFzcy13b3Jk/);
  });

  it('says that the certificate is not trusted, with its code, and changes nothing', async ({
    onTestFinished,
  }) => {
    const { scene, env } = await openCompany(onTestFinished);
    const before = scene.snapshot();
    const { code, report } = await scene.runAs({ env }, 'check');
    expect([code, report.status, report.reason, report.message, scene.snapshot()]).toEqual([
      4,
      'unverified',
      'certificate',
      expect.stringMatching(/ \((?:UNABLE_TO|SELF_SIGNED)\w+\)[:]/),
      before,
    ]);
    expect(scene.backend.requests()).toEqual([]);
  });
});

it('says that a certificate is another server’s, where its authority is known', async ({
  onTestFinished,
}) => {
  const { scene, env } = await openCompany(onTestFinished);
  const config = 'chatgpt_base_url = "https://another.chatgpt.com/backend-api"\n';
  writeFileSync(join(scene.profile.codexHome, 'config.toml'), config);
  const { report } = await scene.runAs({ env: { ...env, NODE_EXTRA_CA_CERTS: AUTHORITY } }, 'check');
  expect([report.reason, report.message]).toEqual([
    'certificate',
    expect.stringContaining('(ERR_TLS_CERT_ALTNAME_INVALID): something on the way answered'),
  ]);
});

describe.concurrent('a proxy', () => {
  it('that is not there, or of a kind that cannot be used, is named by a code', async ({
    onTestFinished,
  }) => {
    const { scene } = await openCompany(onTestFinished);
    const proxies = ['http://127.0.0.1:1', 'socks5://127.0.0.1:1'];
    const ran = await Promise.all(
      proxies.map((HTTPS_PROXY) => scene.runAs({ env: { HTTPS_PROXY } }, 'check')),
    );
    expect(ran.map(({ report }) => [report.reason, / \((\w+)\), so /.exec(report.message)?.[1]])).toEqual([
      ['offline', 'ECONNREFUSED'],
      ['offline', 'ERR_UNSUPPORTED_PROXY'],
    ]);
  });

  it('is never asked for this very computer', async ({ onTestFinished }) => {
    const scene = await openScene(onTestFinished, { isHealthy: true });
    const closed = 'http://127.0.0.1:1';
    const env = { HTTPS_PROXY: closed, HTTP_PROXY: closed, ALL_PROXY: closed };
    expect((await scene.runAs({ env }, 'check')).report.status).toBe('healthy');
  });
});
