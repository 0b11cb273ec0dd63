import type { Session } from '../chromium/connection.ts';
import { handlerOf, mayBeFetched, schemes } from './protocol.ts';
import type { WebContents } from './webContents.ts';

/** What is needed of a paused request. */
export interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  /** Set on a request that a redirect has brought about. */
  readonly redirectedRequestId?: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: object;
    readonly postData?: string;
  };
}

/**
 * Lets a paused request go on: to the handler of its custom scheme, or out to the network as usual, after the app's
 * `webRequest.onBeforeRequest` had its say.
 */
export async function forwardRequest(page: Session, contents: WebContents, paused: Paused): Promise<void> {
  const { requestId, request, resourceType } = paused;
  if (isFavicon(paused)) {
    await page.send('Fetch.fulfillRequest', { requestId, responseCode: 204 });
    return undefined;
  }
  const url = schemes.toApp(request.url);
  const { cancel = false, redirectURL } = await contents.session.beforeRequest({
    id: requestId,
    url,
    method: request.method,
    resourceType: resourceType === 'Document' ? 'mainFrame' : resourceType.toLowerCase(),
    webContentsId: contents.id,
  });
  if (cancel) return fail(page, requestId, 'BlockedByClient');
  if (redirectURL !== undefined) {
    await page.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: 307,
      responseHeaders: [{ name: 'Location', value: schemes.toPage(redirectURL) }],
    });
    return undefined;
  }
  const handler = handlerOf(url);
  if (!handler) {
    await page.send('Fetch.continueRequest', { requestId });
    return undefined;
  }
  if (/^(?:Fetch|XHR)$/.test(resourceType) && !mayBeFetched(url)) return fail(page, requestId, 'Failed');
  let response: Response;
  try {
    response = await handler(toRequest(url, request));
  } catch (error) {
    console.error(`Error occurred in the protocol handler for ${url}:`, error);
    return fail(page, requestId, 'Failed');
  }
  if (response.type === 'error') return fail(page, requestId, 'Failed');
  await page.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({
      name,
      value: name.startsWith('content-security-policy') ? schemes.policyToPage(value) : value,
    })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
  return undefined;
}

/** Ends a paused request with one of Chromium's own reasons. */
export async function fail(
  page: Session,
  requestId: string,
  errorReason: 'Aborted' | 'BlockedByClient' | 'Failed',
): Promise<void> {
  await page.send('Fetch.failRequest', { requestId, errorReason });
}

/** Chromium looks for an icon for its tab; a window of Electron's has no tab. */
function isFavicon({ request, resourceType }: Paused): boolean {
  return resourceType === 'Other' && new URL(request.url).pathname === '/favicon.ico';
}

function toRequest(url: string, request: Paused['request']): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    headers.set(name, schemes.toApp(String(value)));
  const { method, postData } = request;
  return new Request(url, { method, headers, ...(postData === undefined ? {} : { body: postData }) });
}
