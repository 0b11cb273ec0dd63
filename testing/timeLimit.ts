/** How long a test waits for an event before it gives up, in milliseconds: so long that no busy machine ever reaches it. */
export const TIME_LIMIT_MS = 120_000;
