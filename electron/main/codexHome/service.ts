import { DEFAULT_BASE_URL, parseBaseUrl } from './baseUrl.ts';
import type { Config } from './config.ts';

/** Where the service is, or one sentence why that cannot be said. */
export type Service =
  | { readonly kind: 'base-url'; readonly baseUrl: string }
  | { readonly kind: 'config-unreadable' | 'bad-base-url'; readonly message: string };

/** The service that `config.toml` names, else the public one. */
export function serviceOf(config: Config): Service {
  if (config.kind === 'unreadable') return { kind: 'config-unreadable', message: config.message };
  const named = config.values['chatgpt_base_url'] ?? DEFAULT_BASE_URL;
  const baseUrl = parseBaseUrl(typeof named === 'string' ? named : '');
  return baseUrl === null
    ? { kind: 'bad-base-url', message: 'chatgpt_base_url in config.toml is no address that may be called.' }
    : { kind: 'base-url', baseUrl };
}
