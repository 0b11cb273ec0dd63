import * as fc from 'fast-check';
import type { Fetch } from '../../electron/main/remoteControl/index.ts';
import { IDS } from './values.ts';

/** How the account directory behaves. None of these responses makes the module wait before it asks again. */
export type DirectoryBehaviour = 'nothing lives' | 'all lives' | 'flickers' | 'refuses';

export const anyDirectoryBehaviour: fc.Arbitrary<DirectoryBehaviour> = fc.constantFrom(
  'nothing lives',
  'nothing lives',
  'all lives',
  'flickers',
  'refuses',
);

const CLIENTS = [
  { client_id: IDS.clientId, enrollment_status: 'enrolled_device_key' },
  { client_id: 'cli_e_phone', enrollment_status: 'enrolled_device_key' },
  { client_id: 'cli_e_pending', enrollment_status: 'pending_enrollment' },
];
const ENVIRONMENTS = [{ env_id: IDS.environmentId, online: true, host_name: 'this-computer' }];

/** An account directory that behaves like this. Deletions succeed. */
export function serve(directory: DirectoryBehaviour): Fetch {
  let asked = 0;
  return async (url, init) => {
    asked += 1;
    if (init.method === 'DELETE') return new Response(null, { status: 204 });
    if (directory === 'refuses')
      return Response.json({ detail: 'Multi-factor authentication required' }, { status: 403 });
    const isThere = directory === 'all lives' || (directory === 'flickers' && asked % 2 === 0);
    const { pathname } = new URL(url);
    if (pathname.endsWith('/clients')) return Response.json({ items: isThere ? CLIENTS : [], cursor: null });
    if (pathname.endsWith('/environments'))
      return Response.json({ items: isThere ? ENVIRONMENTS : [], cursor: null });
    if (pathname.endsWith('/mfa_requirement')) return Response.json({ requirement: 'suggested' });
    return Response.json({ detail: 'Not Found' }, { status: 404 });
  };
}
