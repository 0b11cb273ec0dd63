import type { Tried } from './tried.ts';

/** Tries for a page within the page that has more power than it. */
export async function tryWebviews(origin: string): Promise<Tried[]> {
  const view = document.createElement('webview') as HTMLElement & {
    loadURL?: unknown;
    getWebContentsId?: unknown;
  };
  view.setAttribute('src', `${origin}/view`);
  view.setAttribute('nodeintegration', '');
  document.body.append(view);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const got = view.loadURL !== undefined || view.getWebContentsId !== undefined ? 'a webview' : null;
  view.remove();
  return [{ name: 'a webview', got }];
}
