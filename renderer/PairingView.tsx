import { useEffect, useMemo, useRef, useState } from 'react';
import type { View } from '../electron/shared/screen.ts';
import { codeText } from './countdown.ts';
import { drawQrCode } from './qrCode.ts';
import { CheckMark, CopyIcon, Spinner } from './Glyph.tsx';
import { useStrings } from './language.ts';
import { useRemaining } from './useRemaining.ts';

type Pairing = Extract<View, { kind: 'pairing' }>;

interface PairingViewProps {
  readonly view: Pairing;
  /** Puts the code to type on the clipboard; whether that was done. */
  readonly onCopyCode: () => Promise<boolean>;
}

const remainingOf = (view: Pairing): number => view.remainingMs;

/** The QR code, the code to type and when both renew. A code that is over is dimmed until the next one is there. */
export function PairingView({ view, onCopyCode }: PairingViewProps) {
  const { url, manualCode, remainingMs } = view;
  const strings = useStrings();
  const left = useRemaining(view, remainingOf);
  const whole = useWhole(url, remainingMs);
  const isOver = left <= 0;
  return (
    <>
      <div className={isOver ? 'code-picture over' : 'code-picture'}>
        <QrCode text={url} />
        {isOver && <Spinner />}
      </div>
      {manualCode !== null && (
        <div className="typed-code">
          <p className="caption">{strings.typeCode}</p>
          <span role="group" aria-label={strings.pairingCode} className="code">
            {manualCode}
          </span>
          <CopyButton onCopy={onCopyCode} />
        </div>
      )}
      {/* Ticks for the eye only: a timer is not announced. */}
      <p role="timer" className="countdown">
        {!isOver && <Ring share={whole > 0 ? left / whole : 0} />}
        {codeText(left, strings)}
      </p>
    </>
  );
}

/** What was left of a code when it was first shown, whatever screens came since. */
function useWhole(url: string, remainingMs: number): number {
  const [first, setFirst] = useState({ url, remainingMs });
  if (first.url === url) return first.remainingMs;
  setFirst({ url, remainingMs });
  return remainingMs;
}

function QrCode({ text }: { readonly text: string }) {
  const { qrCode } = useStrings();
  const { modules, pixels, path } = useMemo(() => drawQrCode(text), [text]);
  return (
    <svg
      role="img"
      aria-label={qrCode}
      className="qr-code"
      width={pixels}
      height={pixels}
      viewBox={`0 0 ${modules} ${modules}`}
      shapeRendering="crispEdges"
    >
      <rect width={modules} height={modules} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

const COPIED_MS = 2_000;

function CopyButton({ onCopy }: { readonly onCopy: () => Promise<boolean> }) {
  const { buttons, codeCopied } = useStrings();
  const [isCopied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async (): Promise<void> => {
    if (!(await onCopy())) return;
    setCopied(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <>
      <button
        type="button"
        className="icon"
        aria-label={buttons.copyCode}
        title={isCopied ? codeCopied : buttons.copyCode}
        onClick={() => void copy()}
      >
        {isCopied ? <CheckMark /> : <CopyIcon />}
      </button>
      <span aria-live="polite" className="unseen">
        {isCopied ? codeCopied : ''}
      </span>
    </>
  );
}

/** How much of the time is left, as the part of a circle. */
function Ring({ share }: { readonly share: number }) {
  return (
    <svg className="ring" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="6" pathLength="1" strokeDasharray={`${share} 1`} transform="rotate(-90 8 8)" />
    </svg>
  );
}
