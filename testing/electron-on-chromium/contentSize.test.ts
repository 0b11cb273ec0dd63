import { expect, test } from 'vitest';
import { fitContent, windowSize } from './chromium/contentSize.ts';
import type { Session } from './chromium/connection.ts';

test('a window whose content came out too small is made larger, and so are those after it', async () => {
  const sent: unknown[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    'Browser.getWindowForTarget': { windowId: 7, bounds: { width: 640, height: 567 } },
    'Page.getLayoutMetrics': { cssLayoutViewport: { clientWidth: 630, clientHeight: 440 } },
  };
  const send = async (method: string, params: unknown) => {
    if (!(method in answers)) sent.push([method, params]);
    return answers[method];
  };
  const session = { id: null, send, on: () => undefined } as unknown as Session;
  await fitContent(session, session, 'target', { width: 640, height: 480 });
  expect({ sent, next: windowSize({ width: 100, height: 100 }) }).toEqual({
    sent: [['Browser.setWindowBounds', { windowId: 7, bounds: { width: 650, height: 607 } }]],
    next: { width: 110, height: 227 },
  });
});
