import { useEffect, useMemo, useState } from 'react';
import { countdownText } from './countdown.ts';
import { drawQrCode } from './qrCode.ts';
import { useStrings } from './language.ts';

interface PairingViewProps {
  readonly url: string;
  readonly manualCode: string | null;
  readonly expiresAt: number;
}

/** The QR code, the code to type and how long both are valid. */
export function PairingView({ url, manualCode, expiresAt }: PairingViewProps) {
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
        <Countdown expiresAt={expiresAt} />
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

/** Ticks for the eye only: a timer is not announced. */
function Countdown({ expiresAt }: { readonly expiresAt: number }) {
  const strings = useStrings();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="timer" className="countdown">
      {countdownText(expiresAt, now, strings)}
    </span>
  );
}
