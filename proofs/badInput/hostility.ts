import { gzipSync } from 'node:zlib';
import { drip, flood, type Hostility } from './hostileServer.ts';

const MEBIBYTE = 2 ** 20;
const HUGE = 50 * MEBIBYTE;
const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const WHOLE = '{"items":[],"cursor":null}';

/** Nothing fits in memory many times over: what is inflated is as huge as what is sent. */
const BOMB = gzipSync(Buffer.alloc(HUGE, '['));

function chunk(bytes: string): string {
  return `${bytes.length.toString(16)}\r\n${bytes}\r\n`;
}

/** Bodies that must not be read to the end. */
export const FLOODS: Readonly<Record<string, Hostility>> = {
  'a body of 50 MB': (socket) => {
    socket.write(`${HEAD}content-length: ${HUGE}\r\n\r\n`);
    flood(socket, '['.repeat(65_536), HUGE);
  },
  'a body of 50 MB in pieces': (socket) => {
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
    flood(socket, chunk(' '.repeat(65_536)), HUGE);
  },
  'a list of 50 MB': (socket) => {
    socket.write(`${HEAD}content-length: ${HUGE}\r\n\r\n{"items":[`);
    flood(socket, '{"client_id":"x","env_id":"x"},'.repeat(2048), HUGE);
  },
  'a body without an end': (socket) => {
    socket.write(`${HEAD}\r\n`);
    flood(socket, 'x'.repeat(65_536), HUGE);
  },
  '50 KB that are 50 MB': (socket) => {
    socket.write(`${HEAD}content-encoding: gzip\r\ncontent-length: ${BOMB.length}\r\n\r\n`);
    socket.end(BOMB);
  },
  'an error of 50 MB': (socket) => {
    socket.write(
      `HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\ncontent-length: ${HUGE}\r\n\r\n`,
    );
    flood(socket, ' '.repeat(65_536), HUGE);
  },
  'headers of 50 MB': (socket) => {
    socket.write(HEAD);
    flood(socket, `x-more: ${'x'.repeat(1000)}\r\n`, HUGE);
  },
  'one header of 50 MB': (socket) => {
    socket.write(`${HEAD}x-more: `);
    flood(socket, 'x'.repeat(65_536), HUGE);
  },
};

/** Peers that are slow, or that speak something else. */
export const ODDITIES: Readonly<Record<string, Hostility>> = {
  silence: () => undefined,
  'headers in drips': (socket) => {
    socket.write(HEAD);
    drip(socket, 'x-more: x\r\n', 20);
  },
  'a header in drips': (socket) => {
    socket.write(`${HEAD}x-more: `);
    drip(socket, 'x', 20);
  },
  'a body in drips': (socket) => {
    socket.write(`${HEAD}content-length: 100000\r\n\r\n{"items":[`);
    drip(socket, ' ', 20);
  },
  'pieces in drips': (socket) => {
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`);
    drip(socket, chunk(' '), 20);
  },
  'word that it goes on, forever': (socket) => drip(socket, 'HTTP/1.1 102 Processing\r\n\r\n', 20),
  'a list and no end': (socket) => socket.write(`${HEAD}content-length: 100\r\n\r\n${WHOLE}`),
  'a list cut short': (socket) => socket.end(`${HEAD}content-length: 100\r\n\r\n${WHOLE}`),
  'a list in pieces cut short': (socket) =>
    socket.end(`${HEAD}transfer-encoding: chunked\r\n\r\n${chunk(WHOLE)}`),
  'a list longer than it says': (socket) => socket.end(`${HEAD}content-length: 5\r\n\r\n${WHOLE}`),
  'a negative length': (socket) => socket.end(`${HEAD}content-length: -1\r\n\r\n${WHOLE}`),
  'two lengths': (socket) => socket.end(`${HEAD}content-length: 26\r\ncontent-length: 5\r\n\r\n${WHOLE}`),
  'pieces without a length': (socket) =>
    socket.end(`${HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n${WHOLE}\r\n`),
  'zip that is none': (socket) =>
    socket.end(`${HEAD}content-encoding: gzip\r\ncontent-length: 26\r\n\r\n${WHOLE}`),
  'an unknown encoding': (socket) =>
    socket.end(`${HEAD}content-encoding: rot13\r\n\r\n{"vgrzf":[],"phefbe":ahyy}`),
  'no HTTP': (socket) => socket.end('220 mail.example ESMTP\r\n'),
  'old HTTP': (socket) => socket.end(WHOLE),
  'new HTTP': (socket) => socket.end(Buffer.from('0000060400000000000004400000', 'hex')),
  TLS: (socket) => socket.end(Buffer.from('15030100020228', 'hex')),
  'a status of nine digits': (socket) => socket.end('HTTP/1.1 999999999 What\r\n\r\n'),
  zeros: (socket) => socket.end(Buffer.alloc(4096)),
  'a header that is none': (socket) => socket.end(`${HEAD}\0\x01: \r\nfolded\r\n  more\r\n\r\n${WHOLE}`),
  'a redirect to itself': (socket) =>
    socket.end('HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n'),
  'an upgrade': (socket) =>
    socket.end('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  'an end': (socket) => socket.end(),
  'a reset': (socket) => socket.resetAndDestroy(),
};
