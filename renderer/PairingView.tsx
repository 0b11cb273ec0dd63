import { useEffect, useMemo, useState } from 'react';
import type { View } from '../electron/shared/screen.ts';
import { countdownText } from './countdown.ts';
import { drawQrCode } from './qrCode.ts';
import { useStrings } from './language.ts';

type Pairing = Extract<View, { kind: 'pairing' }>;

/** The QR code, the code to type and how long both are valid. */
export function PairingView({ view }: { readonly view: Pairing }) {
  const { url, manualCode } = view;
  const strings = useStrings();
  return (
    <>
      <QrCode text={url} />
      <div className="code-line">
        {manualCode !== null && (
          <span role="group" aria-label={strings.pairingCode} className="code">
            {manualCode}
          </span>
        )}
        <Countdown view={view} />
      </div>
    </>
  );
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

/** Ticks for the eye only: a timer is not announced. Counts on the page's monotonic clock, so that a clock that is set changes nothing. */
function Countdown({ view }: { readonly view: Pairing }) {
  const strings = useStrings();
  const [left, setLeft] = useState(view.remainingMs);
  useEffect(() => {
    const end = performance.now() + view.remainingMs;
    const tick = () => setLeft(end - performance.now());
    tick();
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [view]);
  return (
    <span role="timer" className="countdown">
      {countdownText(left, strings)}
    </span>
  );
}
