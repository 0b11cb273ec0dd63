import type { ProblemReason } from '../electron/shared/screen.ts';

/** A picture: all of them say less than the words beside them and are hidden from screen readers. */
export type GlyphName = 'connected' | 'restored' | 'network' | 'account' | 'computer' | 'attention';

const GLYPHS: Partial<Record<ProblemReason, GlyphName>> = {
  offline: 'network',
  timeout: 'network',
  throttled: 'network',
  'server-error': 'network',
  'not-json': 'network',
  redirected: 'network',
  'signed-out': 'account',
  forbidden: 'account',
  'mfa-required': 'account',
  'feature-unavailable': 'account',
  'already-online': 'computer',
  'clone-suspected': 'computer',
  'app-running': 'computer',
};

/** The picture for a problem. */
export function glyphFor(reason: ProblemReason): GlyphName {
  return GLYPHS[reason] ?? 'attention';
}

const PATHS: Readonly<Record<GlyphName, string>> = {
  connected:
    'M18 4h12a4 4 0 0 1 4 4v32a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4M22 39h4M18.5 22.5l4 4 7.5-8',
  restored: 'M14 8v9h9M14.5 17A14.5 14.5 0 1 1 10 28',
  network: 'M6 18a26 26 0 0 1 36 0M12 25a17.500 17.500 0 0 1 24 0M18 32a9 9 0 0 1 12 0M24 38v.1M8 42 40 6',
  account: 'M24 6a8 8 0 1 1 0 16 8 8 0 0 1 0-16M8 42c0-9 7-14 16-14s16 5 16 14',
  computer: 'M5 10h27v18H5zM5 34h20M18.500 28v6M32 18h11v24H31V32M36 37h3',
  attention: 'M24 6 44 41H4zM24 19v11M24 35.500v.1',
};

/** A line drawing in a calm disc. */
export function Glyph({ name }: { readonly name: GlyphName }) {
  return (
    <div className={`glyph ${name}`}>
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <path d={PATHS[name]} />
      </svg>
    </div>
  );
}

/** Something is going on. */
export function Spinner() {
  return (
    <svg className="spinner" viewBox="0 0 48 48" aria-hidden="true">
      <circle cx="24" cy="24" r="20" />
      <path d="M24 4a20 20 0 0 1 20 20" />
    </svg>
  );
}

/** Done. */
export function CheckMark() {
  return (
    <svg className="check-mark" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M8 26l11 11 21-25" />
    </svg>
  );
}
