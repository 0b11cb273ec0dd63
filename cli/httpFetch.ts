import { request as requestHttp, type IncomingMessage } from 'node:http';
import type { Fetch } from '../electron/main/remoteControl/index.ts';

/**
 * Sends a request, whose body is text, with Node's own HTTP client: a command is one short process, and to load Node's `fetch`
 * takes longer than everything else that it does. This client follows no redirect, keeps no cookie, caches nothing and unpacks
 * nothing: it asks for answers as they are.
 * @throws what the connection throws, and where an answer is packed nevertheless
 */
export const httpFetch: Fetch = async (url, { method = 'GET', headers, body, signal }) => {
  // A loopback address needs no certificates, and their part of Node is the larger one.
  const request = url.startsWith('https:') ? (await import('node:https')).request : requestHttp;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, {
      method,
      headers: { ...(headers as Record<string, string>), 'accept-encoding': 'identity' },
      ...(signal ? { signal } : {}),
    });
    sent.once('response', resolve);
    // For good: an error after the answer has begun is the body's to report, and must not end the process.
    sent.on('error', reject);
    // An answer that switches protocols ends the connection and is told by nothing else.
    sent.once('close', () => reject(new Error('The connection ended without an answer.')));
    sent.end(body);
  });
  const encoding = response.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    response.destroy();
    throw new Error(`The answer is packed as ${encoding}, which was not asked for.`);
  }
  return {
    status: response.statusCode ?? 0,
    headers: { get: (name) => response.headers[name.toLowerCase()]?.toString() ?? null },
    body: response,
  };
};
