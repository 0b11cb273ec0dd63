import { ProtocolError, type Session } from '../chromium/connection.ts';
import type { Frames } from './frames.ts';
import type { Navigation } from './navigation.ts';
import type { Permissions } from './permissions.ts';
import { schemes } from './protocol.ts';
import { fail, forwardRequest, type Paused } from './requests.ts';
import type { WebContents } from './webContents.ts';

/** Pauses every request of a page until it is decided who answers it, and whether it may be sent at all. */
export async function interceptRequests(
  page: Session,
  of: {
    readonly contents: WebContents;
    readonly frames: Frames;
    readonly navigation: Navigation;
    readonly permissions: Permissions;
  },
): Promise<void> {
  const { contents, frames, navigation, permissions } = of;

  async function decide(paused: Paused): Promise<void> {
    if (paused.resourceType === 'Document') {
      if (!navigation.mayGo(paused)) return fail(page, paused.requestId, 'Aborted');
      const { url } = paused.request;
      if (frames.isMain(paused.frameId))
        await permissions.prepare(url, { url: schemes.toApp(url), origin: schemes.originOf(url) });
    }
    return forwardRequest(page, contents, paused);
  }

  page.on('Fetch.requestPaused', (paused) => {
    decide(paused).catch(async (error: unknown) => {
      // A page that has gone has no requests any more. Anything else was thrown by a listener of the app.
      if (error instanceof ProtocolError) return;
      await fail(page, paused.requestId, 'Failed').catch(() => undefined);
      throw error;
    });
  });
  await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
}
