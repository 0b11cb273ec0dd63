/**
 * The one channel that main pushes on; it carries a whole `Screen`. In a file of its own, so that the preload takes the
 * name without the schemas: zod stays in main.
 */
export const SCREEN_CHANGED = 'screen:changed';
