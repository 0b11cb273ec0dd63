import { Routes } from '../http/routes.ts';
import { clientOnWire } from '../world/clients.ts';
import type { ServiceState } from '../world/world.ts';
import { refuse, SENTENCES } from './answers.ts';
import { requireAccount } from './auth.ts';
import { routeOf } from './endpoints.ts';
import { pageOf } from './paging.ts';

/** The clients of one environment, as the app-server lists and revokes them. */
export function environmentClientRoutes(world: ServiceState): Routes {
  const routes = new Routes();

  routes.get(routeOf('environment-clients'), (context) => {
    const account = requireAccount(world, context);
    const environmentId = context.req.param('environmentId');
    if (!account.environments.has(environmentId)) refuse(404, SENTENCES.notFound);
    const paired = [...account.clients.values()].filter((client) => client.environmentIds.has(environmentId));
    const page = pageOf(context, paired);
    return context.json({ items: page.items.map(clientOnWire), cursor: page.cursor });
  });

  // Only the grant for this environment goes: the client stays in the account's list.
  routes.delete(routeOf('delete-environment-client'), (context) => {
    const account = requireAccount(world, context);
    const client = account.clients.get(context.req.param('clientId'));
    if (!client?.environmentIds.delete(context.req.param('environmentId'))) refuse(404, SENTENCES.notFound);
    return context.empty(204);
  });

  return routes;
}
