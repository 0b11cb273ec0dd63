/**
 * The channels that main pushes on. In a file of their own, so that the preload takes the names without the schemas: zod stays in
 * main.
 */

/** Carries a whole `Screen`. */
export const SCREEN_CHANGED = 'screen:changed';

/** Carries nothing: the menu asks for the dialog "Repair mobile setup?". */
export const REPAIR_ASKED = 'repair:asked';
