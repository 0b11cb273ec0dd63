import { parse as parseToml, TomlError } from 'smol-toml';
import { readText } from './readText.ts';

/** What `config.toml` holds, or one sentence why that cannot be said. A missing file holds nothing. */
export type Config =
  | { readonly kind: 'read'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * Reads the file at `path`. Valid TOML is enough: keys that Codex itself would reject are no business of ours. Never throws.
 */
export function readConfig(path: string): Config {
  try {
    return { kind: 'read', values: parseToml(readText(path) ?? '') };
  } catch (error) {
    const where = error instanceof TomlError ? ` (line ${String(error.line)})` : '';
    return { kind: 'unreadable', message: `config.toml cannot be read${where}.` };
  }
}

/** A value of the top level that is a text; `null` for any other, and where nothing can be read. */
export function textOf(config: Config, key: string): string | null {
  if (config.kind === 'unreadable' || !Object.hasOwn(config.values, key)) return null;
  const value = config.values[key];
  return typeof value === 'string' ? value : null;
}
