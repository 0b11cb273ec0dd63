import { expect, test } from 'vitest';
import { type FrameDocument, Frames } from './api/frames.ts';

/** Cases of Electron's `spec/api-web-frame-main-spec.ts`. */

const MEMBERS = ['url', 'origin', 'name', 'parent', 'top', 'frames'] as const;

function read(document: FrameDocument): readonly string[] {
  return MEMBERS.map((name) => {
    try {
      return typeof document[name];
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  });
}

test('disposed frames: whatever is read throws, but for whether they are disposed', () => {
  const frames = new Frames();
  const document = frames.main;
  const before = read(document);
  document.end();
  expect([before, read(document), document.isDestroyed(), document.detached, document.lastUrl]).toEqual([
    ['string', 'string', 'string', 'object', 'object', 'object'],
    MEMBERS.map(() => 'Render frame was disposed before WebFrameMain could be accessed'),
    true,
    true,
    'about:blank',
  ]);
});
