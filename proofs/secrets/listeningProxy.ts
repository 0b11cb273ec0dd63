import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Secret } from './planted.ts';

/** Stands between an app and a service, passes everything on, and remembers every secret that crossed. */
export interface ListeningProxy {
  /** Where the service is reached through it. */
  readonly baseUrl: string;
  /** All that crossed so far, each once. */
  readonly heard: readonly Secret[];
  close(): Promise<void>;
}

const SECRET_FIELDS = /^(?:remote_control_token|pairing_code|manual_pairing_code|challenge_token)$/;

/** Listens on loopback in front of the service at `baseUrl`. */
export async function startListeningProxy(baseUrl: string): Promise<ListeningProxy> {
  const { port, pathname } = new URL(baseUrl);
  const heard = new Map<string, Secret>();
  const sockets = new Set<Socket>();
  const hear = (kind: string, value: unknown) => {
    if (typeof value === 'string' && value !== '') heard.set(value, { kind, value });
  };
  const hearJson = (text: string) => {
    try {
      JSON.parse(text, (key, value: unknown) => {
        if (SECRET_FIELDS.test(key)) hear(key, value);
        return value;
      });
    } catch {
      // No JSON holds no field.
    }
  };
  const hearHead = ({ headers }: IncomingMessage) => {
    const [, bearer] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    // What names the account in it is no secret; the signature is.
    hear('bearer', bearer?.split('.').at(-1));
  };

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      hearHead(incoming);
      const body = Buffer.concat(await incoming.toArray());
      hearJson(body.toString('utf8'));
      const { method, url: path, headers } = incoming;
      const onward = ask({ host: '127.0.0.1', port, method, path, headers });
      onward.on('error', () => outgoing.destroy());
      onward.on('response', async (answer) => {
        const answered = Buffer.concat(await answer.toArray().catch(() => []));
        hearJson(answered.toString('utf8'));
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        outgoing.end(answered);
      });
      onward.end(body);
    })();
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (incoming, socket: Socket, head) => {
    hearHead(incoming);
    const onward = connect(Number(port), '127.0.0.1', () => {
      const lines = incoming.rawHeaders.flatMap((name, index, all) =>
        index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
      );
      onward.write([`GET ${incoming.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward);
    for (const end of [socket, onward]) end.on('error', () => end.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    get heard() {
      return [...heard.values()];
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
