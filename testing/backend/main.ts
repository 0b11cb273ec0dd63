import { parseArgs } from 'node:util';
import { startBackend } from './index.ts';

const { values } = parseArgs({ options: { port: { type: 'string' }, account: { type: 'string' } } });

const backend = await startBackend({
  port: Number(values.port ?? 0),
  log: ({ method, path, status, fault }) =>
    console.log(`${method} ${path} → ${status ?? 'no answer'}${fault === null ? '' : ` (fault ${fault})`}`),
});
const { accountId } = backend.addAccount({
  accountId: values.account ?? 'account-demo',
  userId: 'user-demo',
});

console.log(`The mocked backend is running.

  base URL   ${backend.baseUrl}
  control    ${backend.controlUrl}     (GET lists the actions, POST <control>/<action> runs one)
  account    ${accountId}

Point a CODEX_HOME at it:

  config.toml   chatgpt_base_url = "${backend.baseUrl}/"
  auth.json     curl -s -X POST ${backend.controlUrl}/mintAuth -d '{"accountId":"${accountId}"}'

Answer the next list of clients with a 503:

  curl -s -X POST ${backend.controlUrl}/addFault -d '{"endpoint":"clients","status":503,"times":1}'

Ctrl+C stops it.
`);

process.once('SIGINT', () => void backend.close());
process.once('SIGTERM', () => void backend.close());
