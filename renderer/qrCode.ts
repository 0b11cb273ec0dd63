import { create } from 'qrcode';

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
  const { modules: matrix } = create(text, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: matrix.size }, (_, row) => row);
  const modules = matrix.size + 2 * QUIET_ZONE;
  return {
    modules,
    pixels: modules * Math.ceil(LEAST_SIZE / modules),
    path: rows.map((row) => drawRow(matrix.data, matrix.size, row)).join(''),
  };
}

/** The dark runs of one row, each as a closed rectangle. */
function drawRow(data: Uint8Array, size: number, row: number): string {
  let path = '';
  for (let column = 0; column < size; column += 1) {
    const start = column;
    while (column < size && data[row * size + column] === 1) column += 1;
    const length = column - start;
    if (length > 0) path += `M${start + QUIET_ZONE} ${row + QUIET_ZONE}h${length}v1h-${length}z`;
  }
  return path;
}
