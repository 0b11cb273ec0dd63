import { Routes } from '../http/routes.ts';
import { ZodError, prettifyError } from 'zod';
import type { Actions } from './actions.ts';
import { controlOf } from './action.ts';

/** `POST /control/<action>` with the action's input as JSON; `GET /control` lists the actions. */
export function controlRoutes(actions: Actions): Routes {
  const control = new Map(Object.entries<unknown>(controlOf(actions)));
  const routes = new Routes();

  routes.get('/control', (context) => context.json({ actions: [...control.keys()] }));
  routes.post('/control/:action', (context) => {
    const run = control.get(context.req.param('action'));
    if (typeof run !== 'function')
      return context.json({ error: 'There is no such action. GET /control lists them.' }, 404);
    const text = context.req.text();
    try {
      return context.json(run(text === '' ? undefined : JSON.parse(text)) ?? null);
    } catch (error) {
      const message = error instanceof ZodError ? prettifyError(error) : (error as Error).message;
      return context.json({ error: message }, 400);
    }
  });
  return routes;
}
