/** A wish for the repair dialog that waits until a page can show it. */
export interface RepairRequest {
  /** Opens the dialog now, or as soon as the page has read its screen. */
  ask(): void;
  /** The page has read its screen, and so listens. */
  pageListens(): void;
  /** The page has gone, or another one is loading. */
  pageGone(): void;
}

/**
 * Keeps the wish: on macOS the menu is there without a window, and the window that it opens then has no page yet that a message
 * could reach.
 */
export function createRepairRequest(send: () => void): RepairRequest {
  let listens = false;
  let waits = false;
  const pass = (): void => {
    if (!waits || !listens) return;
    waits = false;
    send();
  };
  return {
    ask() {
      waits = true;
      pass();
    },
    pageListens() {
      listens = true;
      // Behind the answer that the page is waiting for.
      setImmediate(pass);
    },
    pageGone() {
      listens = false;
    },
  };
}
