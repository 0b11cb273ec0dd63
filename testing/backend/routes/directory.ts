import { Routes } from '../http/routes.ts';
import { clientOnWire, revokeClient } from '../world/clients.ts';
import { deleteEnvironment, environmentOnWire } from '../world/environments.ts';
import type { ServiceState } from '../world/world.ts';
import { refuse, SENTENCES } from './answers.ts';
import { requireAccount } from './auth.ts';
import { routeOf } from './endpoints.ts';
import { pageOf } from './paging.ts';

/** The account directory: its clients, its environments and its policy. */
export function directoryRoutes(world: ServiceState): Routes {
  const routes = new Routes();

  routes.get(routeOf('clients'), (context) => {
    const page = pageOf(context, requireAccount(world, context).clients.values());
    return context.json({ items: page.items.map(clientOnWire), cursor: page.cursor });
  });

  routes.delete(routeOf('delete-client'), (context) => {
    const account = requireAccount(world, context);
    const clientId = context.req.param('clientId');
    if (!account.clients.has(clientId)) refuse(404, SENTENCES.notFound);
    // Seen on the real service: from then on its refresh is refused with 403 (controller.md 7).
    revokeClient(account, clientId, { why: 'revoked', status: 403 });
    return context.empty(204);
  });

  routes.get(routeOf('environments'), (context) => {
    const page = pageOf(context, requireAccount(world, context).environments.values());
    return context.json({ items: page.items.map(environmentOnWire), cursor: page.cursor });
  });

  routes.delete(routeOf('delete-environment'), (context) => {
    const account = requireAccount(world, context);
    const environment = account.environments.get(context.req.param('environmentId'));
    if (environment === undefined) refuse(404, SENTENCES.notFound);
    if (environment.online) refuse(409, 'Environment is online');
    deleteEnvironment(account, environment.environmentId);
    return context.empty(204);
  });

  routes.get(routeOf('mfa'), (context) =>
    context.json({ requirement: requireAccount(world, context).mfaRequirement }),
  );

  return routes;
}
