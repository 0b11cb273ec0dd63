import type { Session } from './connection.ts';

/** A size in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much larger a window is than its content: the tab strip and the address bar of a headless Chromium, at first. */
let surround: Size = { width: 0, height: 87 };

/** The window size that gives a content of this size. */
export function windowSize(content: Size): Size {
  return { width: content.width + surround.width, height: content.height + surround.height };
}

/** Corrects a window whose document has just come, and remembers what had to be corrected. */
export async function fitContent(
  browser: Session,
  page: Session,
  targetId: string,
  content: Size,
): Promise<void> {
  const [{ windowId, bounds }, { cssLayoutViewport }] = await Promise.all([
    browser.send('Browser.getWindowForTarget', { targetId }),
    page.send('Page.getLayoutMetrics'),
  ]);
  const { clientWidth, clientHeight } = cssLayoutViewport;
  if (clientWidth === content.width && clientHeight === content.height) return;
  surround = { width: (bounds.width ?? 0) - clientWidth, height: (bounds.height ?? 0) - clientHeight };
  await browser.send('Browser.setWindowBounds', { windowId, bounds: windowSize(content) });
}
