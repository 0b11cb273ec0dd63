import type { ProblemReason } from '../electron/shared/screen.ts';

/** A picture: all of them say less than the words beside them and are hidden from screen readers. */
export type GlyphName =
  | 'connected'
  | 'restored'
  | 'network'
  | 'account'
  | 'computer'
  | 'file'
  | 'disk'
  | 'clock'
  | 'program'
  | 'attention';

const GLYPHS: Partial<Record<ProblemReason, GlyphName>> = {
  offline: 'network',
  certificate: 'network',
  'not-json': 'network',
  redirected: 'network',
  'server-error': 'network',
  timeout: 'clock',
  throttled: 'clock',
  'signed-out': 'account',
  forbidden: 'account',
  'mfa-required': 'account',
  'feature-unavailable': 'account',
  'other-account': 'account',
  'already-online': 'computer',
  'clone-suspected': 'computer',
  'state-unreadable': 'file',
  'state-changed': 'file',
  'config-unreadable': 'file',
  'bad-base-url': 'file',
  'owners-unreadable': 'file',
  'write-failed': 'disk',
  'identity-failed': 'disk',
  'bad-shape': 'program',
  'app-running': 'program',
  'app-server-missing': 'program',
  'app-server-failed': 'program',
  'app-server-too-old': 'program',
  'app-server-hangs': 'program',
  'home-missing': 'disk',
  'home-read-only': 'disk',
  'save-failed': 'disk',
  'clock-wrong': 'clock',
};

/** The picture for a problem. */
export function glyphFor(reason: ProblemReason): GlyphName {
  return GLYPHS[reason] ?? 'attention';
}

const PATHS: Readonly<Record<GlyphName, string>> = {
  connected: 'M11 25.5l9 9 17-20',
  restored: 'M14 8v9h9M14.5 17A14.5 14.5 0 1 1 10 28',
  network: 'M6 18a26 26 0 0 1 36 0M12 25a17.5 17.5 0 0 1 24 0M18 32a9 9 0 0 1 12 0M24 38v.1M8 42 40 6',
  account: 'M24 6a8 8 0 1 1 0 16 8 8 0 0 1 0-16M8 42c0-9 7-14 16-14s16 5 16 14',
  computer: 'M5 8h24v18H5zM11 32h12M17 26v6M19 22h24v18H19zM25 46h12M31 40v6',
  file: 'M12 5h16l9 9v29H12zM28 5v9h9M24.5 21v10M24.5 37v.1',
  disk: 'M8 10h32v12H8zM8 26h32v12H8zM14 16v.1M14 32v.1M22 16h12M22 32h12',
  clock: 'M24 6a18 18 0 1 1 0 36 18 18 0 0 1 0-36M24 14v10l7 5',
  program: 'M6 9h36v30H6zM6 17h36M11 13v.1M16 13v.1M20 23l8 10M28 23l-8 10',
  attention: 'M24 6 44 41H4zM24 19v11M24 35.5v.1',
};

/** A line drawing in a calm disc. */
export function Glyph({ name }: { readonly name: GlyphName }) {
  return (
    <div className={`glyph ${name}`}>
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <path d={PATHS[name]} pathLength="1" />
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

/** Two sheets, one over the other: copy. */
export function CopyIcon() {
  return (
    <svg className="copy-icon" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M16 16h24v24H16zM10 32H8V8h24v2" />
    </svg>
  );
}
