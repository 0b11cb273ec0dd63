import type { Rectangle } from 'electron';

/** Of a window that was placed by a person, this much has to be on a screen, so that it can be found and moved. */
const VISIBLE = 100;

/** The bounds to open a window with: the remembered ones where they are on one of the screens, else none. */
export function visibleBounds(
  remembered: Rectangle | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> {
  if (remembered === null) return {};
  return workAreas.some((area) => overlap(remembered, area)) ? remembered : {};
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  // The title bar is at the top, and a window is moved by it.
  return width >= VISIBLE && height >= VISIBLE && one.y >= other.y;
}
