import { expect, test } from 'vitest';
import { readConnectionError } from './connectionError.ts';

const WEBSOCKET = 'codex_app_server_transport::transport::remote_control::websocket';
const line = (target: string, fields: object) => JSON.stringify({ level: 'WARN', target, fields });

test('only an error of remote control is reported, and its secrets are gone', () => {
  const message = 'failed to connect to app-server remote control websocket';
  const error =
    'failed to connect app-server remote control websocket `ws://127.0.0.1:1/server`: HTTP error: 409 Conflict, ' +
    'request-id: r, cf-ray: <none>, body: {"detail":"Remote app server already online"}';
  expect(
    [
      line(WEBSOCKET, { message, error }),
      line(WEBSOCKET, { message, error: 'error sending request with Bearer abc' }),
      line(WEBSOCKET, { message: 'remote control websocket writer was stopped' }),
      line('codex_core', { message, error }),
      'no JSON',
      '7',
    ].map(readConnectionError),
  ).toEqual([
    { reason: 'already-online', message: error },
    { reason: 'offline', message: 'error sending request with Bearer …' },
    null,
    null,
    null,
    null,
  ]);
});
