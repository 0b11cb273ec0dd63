import { expect, it } from 'vitest';
import type { Fetch } from '../electron/main/remoteControl/index.ts';
import { withRequestLog } from './requestLog.ts';

const SERVICE = 'http://127.0.0.1:1/backend-api/wham/remote/control';
const INIT = { method: 'DELETE', headers: { authorization: 'Bearer secret' } } as const;

const answering: Fetch = async () =>
  new Response(null, { status: 204, headers: { 'x-request-id': 'request-1' } });
const failing: Fetch = async () => {
  throw new TypeError('fetch failed: Bearer secret');
};

it('tells of an answer and of none, without secrets and with ids shortened', async () => {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line.replace(/\d+ ms/, '… ms'));
  await withRequestLog(answering, say)(`${SERVICE}/clients/cli_e_0123456789abcdef`, INIT);
  await withRequestLog(answering, say)(`${SERVICE}/environments/env_e_0123456789/clients?limit=100`, INIT);
  await withRequestLog(answering, say)(`${SERVICE}/mfa_requirement?cursor=secret`, {
    ...INIT,
    method: 'GET',
  });
  await expect(
    withRequestLog(failing, say)(`${SERVICE}/clients`, { ...INIT, method: 'GET' }),
  ).rejects.toThrow(TypeError);
  expect(lines).toEqual([
    'DELETE /backend-api/wham/remote/control/clients/cli_e_01…: 204 after … ms, request request-1',
    'DELETE /backend-api/wham/remote/control/environments/env_e_01…/clients: 204 after … ms, request request-1',
    'GET /backend-api/wham/remote/control/mfa_requirement: 204 after … ms, request request-1',
    'GET /backend-api/wham/remote/control/clients: no answer after … ms (TypeError)',
  ]);
});
