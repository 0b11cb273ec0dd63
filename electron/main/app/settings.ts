import ElectronStore from 'electron-store';
import * as z from 'zod/mini';

/** What this app remembers about itself: nothing of the pairing. */
export interface Settings {
  /** Content position and size of the window, in device-independent pixels; `null` until it was moved. */
  bounds: { x: number; y: number; width: number; height: number } | null;
  /** A language tag, or `null` for the system's language. */
  language: string | null;
  /** Whether a heal in the background is announced. */
  notifications: boolean;
}

/** A value that does not fit is taken for the default. */
const orDefault = z.catch;
const edge = z.int().check(z.gte(-100_000), z.lte(100_000));
const settingsSchema: z.ZodMiniType<Settings> = z.object({
  bounds: orDefault(
    z.nullable(
      z.object({
        x: edge,
        y: edge,
        width: z.int().check(z.gte(360)),
        height: z.int().check(z.gte(480)),
      }),
    ),
    null,
  ),
  language: orDefault(z.nullable(z.string().check(z.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/))), null),
  notifications: orDefault(z.boolean(), true),
});

/** The settings, in memory and in `settings.json`. */
export interface SettingsStore {
  readonly current: Settings;
  change(changed: Partial<Settings>): void;
}

/**
 * Opens the app's own settings in `folder`. A damaged file, or a damaged value, is replaced by defaults: nothing in it is worth
 * a start that fails. A file that cannot be read or written costs the memory of the settings and nothing else.
 */
export function openSettings(folder: string, log: (line: string) => void): SettingsStore {
  const store = attempt(
    () =>
      new ElectronStore({
        cwd: folder,
        name: 'settings',
        accessPropertiesByDotNotation: false,
        clearInvalidConfig: true,
        configFileMode: 0o600,
      }),
    log,
  );
  let current = settingsSchema.parse(attempt(() => store?.store ?? {}, log) ?? {});
  return {
    get current() {
      return current;
    },
    change(changed) {
      current = { ...current, ...changed };
      attempt(() => {
        if (store !== null) store.store = { ...current };
      }, log);
    },
  };
}

function attempt<T>(act: () => T, log: (line: string) => void): T | null {
  try {
    return act();
  } catch (error) {
    log(`settings: ${error instanceof Error && 'code' in error ? String(error.code) : 'failed'}`);
    return null;
  }
}
