import { Context, type NodeObjects } from './context.ts';
import { receive } from './received.ts';

/** Lets `handle` answer a request of Node's server. What no request can be made of is answered with 400. Never rejects. */
export async function answer(
  objects: NodeObjects,
  handle: (context: Context) => Promise<Response>,
): Promise<void> {
  const { incoming, outgoing, upgrade } = objects;
  try {
    const received = await receive(incoming, upgrade === undefined);
    if (received === null) return void outgoing.writeHead(400).end();
    const context = new Context(received, objects);
    const response = await handle(context);
    if (context.sent !== undefined) return undefined;
    outgoing.statusCode = response.status;
    outgoing.setHeaders(response.headers);
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  } catch {
    // The other side has gone, or something of ours failed: either way it gets no answer.
    incoming.destroy();
  }
  return undefined;
}
