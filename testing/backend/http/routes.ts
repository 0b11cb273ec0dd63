import type { Context } from './context.ts';

/** Answers a request whose route it is. */
export type Handler = (context: Context) => Response | Promise<Response>;

/** Ends a handler with this response, from however deep. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly response: Response;

  constructor(response: Response) {
    super(`The request is refused with ${response.status}.`);
    this.response = response;
  }
}

interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handler: Handler;
}

/** Routes by method and path, in which `:name` stands for one part. */
export class Routes {
  readonly #routes: Route[] = [];

  get(path: string, handler: Handler): this {
    return this.#add('GET', path, handler);
  }

  post(path: string, handler: Handler): this {
    return this.#add('POST', path, handler);
  }

  delete(path: string, handler: Handler): this {
    return this.#add('DELETE', path, handler);
  }

  /** Takes the routes of others over. */
  include(...others: readonly Routes[]): this {
    for (const other of others) this.#routes.push(...other.#routes);
    return this;
  }

  /** The response of the first route that fits; `null`: there is none. HEAD is answered as GET. */
  async answer(context: Context): Promise<Response | null> {
    const { method, path } = context.req;
    const wanted = method === 'HEAD' ? 'GET' : method;
    for (const route of this.#routes) {
      const found = route.method === wanted ? route.pattern.exec(path) : null;
      if (found === null) continue;
      context.req.params = decoded(found.groups ?? {});
      return respond(route.handler, context);
    }
    return null;
  }

  #add(method: string, path: string, handler: Handler): this {
    const pattern = new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
    this.#routes.push({ method, pattern, handler });
    return this;
  }
}

async function respond(handler: Handler, context: Context): Promise<Response> {
  try {
    return await handler(context);
  } catch (error) {
    if (error instanceof Refused) return error.response;
    console.error(error);
    return new Response('Internal Server Error', { status: 500 });
  }
}

/** A part that is no percent-encoding stays as it came. */
function decoded(params: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      try {
        return [name, decodeURIComponent(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}
