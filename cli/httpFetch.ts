import { request as requestHttp, type IncomingMessage } from 'node:http';
import type { Fetch } from '../electron/main/remoteControl/directory/request.ts';

/**
 * Sends a request with Node's own HTTP client. A command is one short process, and to load Node's `fetch` would take longer
 * than all its requests. No redirect is followed, no cookie is kept and nothing is cached: this client does none of it.
 */
export const httpFetch: Fetch = async (url, { method = 'GET', headers, body, signal }) => {
  // Loaded for the public service only: a loopback address needs no certificates.
  const request = url.startsWith('https:') ? (await import('node:https')).request : requestHttp;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request(url, { method, headers: headers as Record<string, string>, ...(signal ? { signal } : {}) });
    sent.once('response', resolve);
    sent.once('error', reject);
    sent.end(body);
  });
  return {
    status: response.statusCode ?? 0,
    headers: { get: (name) => response.headers[name.toLowerCase()]?.toString() ?? null },
    body: response,
  };
};
