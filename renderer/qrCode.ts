import { encodeQR } from 'qr';

/** Modules of white that a reader needs around the code (ISO/IEC 18004). */
const QUIET_ZONE = 4;

/** The least size on the screen, in CSS pixels. */
const LEAST_SIZE = 248;

/** A QR code as one SVG path on a square of `modules` units, to be drawn `pixels` CSS pixels wide. */
export interface QrDrawing {
  readonly modules: number;
  /** A whole number of pixels per module, so that no edge is blurred. */
  readonly pixels: number;
  readonly path: string;
}

/** Draws `text` with medium error correction. Throws where the text is too long for any code (2331 bytes). */
export function drawQrCode(text: string): QrDrawing {
  const matrix = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const modules = matrix.length;
  return {
    modules,
    pixels: modules * Math.ceil(LEAST_SIZE / modules),
    path: matrix.map(drawRow).join(''),
  };
}

/** The dark runs of one row, each as a closed rectangle. */
function drawRow(dots: readonly boolean[], row: number): string {
  let path = '';
  for (let column = 0; column < dots.length; column += 1) {
    const start = column;
    while (dots[column]) column += 1;
    const length = column - start;
    if (length > 0) path += `M${start} ${row}h${length}v1h-${length}z`;
  }
  return path;
}
