import * as http from 'node:http';
import * as https from 'node:https';
import { PassThrough, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { netError, toNetError } from './netError.ts';

/** Chromium's bounds: 6 connections a host with HTTP/1, and headers of 256 KiB. */
const CONNECTIONS_A_HOST = 6;
const HEADER_BYTES = 256 * 1024;

/** One request on its way. */
export interface Loader {
  /** Frees the connection. */
  cancel(): void;
}

/** What comes of a request; after `failed` or the end of the body nothing more. */
export interface LoaderEvents {
  /** A redirect with an address; the request ends unless it is followed. */
  redirected(status: number, address: string): void;
  /** `raw` are names and values by turns, as they came. The body is paused until it is read. */
  answered(head: { status: number; message: string; raw: readonly string[] }, body: Readable): void;
  failed(error: Error): void;
}

/** One request, as it is sent. */
export interface Sent {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

const settings = { keepAlive: true, maxSockets: CONNECTIONS_A_HOST, proxyEnv: process.env };
const agents = { 'http:': new http.Agent(settings), 'https:': new https.Agent(settings) };

/** Sends a request over Node's client, behaving like Chromium's network service where a program can see it. */
export function load({ url, method, headers, body }: Sent, events: LoaderEvents): Loader {
  const protocol = url.protocol === 'https:' ? 'https:' : 'http:';
  let hasAnswered = false;
  let isOver = false;
  const fail = (error: Error): void => {
    if (isOver) return;
    isOver = true;
    events.failed(error);
  };
  const request = (protocol === 'https:' ? https : http).request(url, {
    method,
    agent: agents[protocol],
    maxHeaderSize: HEADER_BYTES,
    headers: { 'accept-encoding': 'gzip, deflate, br, zstd', ...headers },
  });
  request.on('error', (error) => fail(toNetError(error, hasAnswered)));
  request.on('response', (response) => {
    hasAnswered = true;
    const { statusCode: status = 0, statusMessage: message = '', rawHeaders: raw } = response;
    const address = response.headers.location;
    if (address !== undefined && [301, 302, 303, 307, 308].includes(status)) {
      response.resume();
      return events.redirected(status, address);
    }
    const length = response.headers['content-length'];
    const cutOff = length === undefined ? 'INCOMPLETE_CHUNKED_ENCODING' : 'CONTENT_LENGTH_MISMATCH';
    const decoded = decode(response, response.headers['content-encoding']);
    response.on('error', (error: NodeJS.ErrnoException) => {
      fail(error.code === 'ECONNRESET' ? netError(cutOff) : toNetError(error, true));
    });
    decoded.on('error', (error: NodeJS.ErrnoException) => {
      if (/^(?:Z_|ERR_|ZSTD_)/.test(error.code ?? '')) fail(netError('CONTENT_DECODING_FAILED'));
    });
    return events.answered({ status, message, raw }, decoded);
  });
  request.end(body ?? undefined);
  return {
    cancel() {
      isOver = true;
      request.destroy();
    },
  };
}

function decode(response: http.IncomingMessage, encoding: string | undefined): Readable {
  switch (encoding?.toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return response.pipe(createGunzip());
    case 'deflate':
      return response.pipe(createInflate());
    case 'br':
      return response.pipe(createBrotliDecompress());
    case 'zstd':
      return response.pipe(createZstdDecompress());
    default:
      // Not the response itself, whose own end would free the connection.
      return response.pipe(new PassThrough());
  }
}
