import { Hono } from 'hono/tiny';
import { ZodError, prettifyError } from 'zod';
import type { Environment } from '../routes/context.ts';
import type { Actions } from './actions.ts';
import { controlOf } from './action.ts';

/** `POST /control/<action>` with the action's input as JSON; `GET /control` lists the actions. */
export function controlRoutes(actions: Actions): Hono<Environment> {
  const control = new Map(Object.entries<unknown>(controlOf(actions)));
  const routes = new Hono<Environment>();

  routes.get('/', (context) => context.json({ actions: [...control.keys()] }));
  routes.post('/:action', async (context) => {
    const run = control.get(context.req.param('action'));
    if (typeof run !== 'function')
      return context.json({ error: 'There is no such action. GET /control lists them.' }, 404);
    const text = await context.req.text();
    return context.json(run(text === '' ? undefined : JSON.parse(text)) ?? null);
  });
  routes.onError((error, context) =>
    context.json({ error: error instanceof ZodError ? prettifyError(error) : error.message }, 400),
  );
  return routes;
}
