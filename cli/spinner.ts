import { paint, plain, type Style } from './display.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 80;

/** Turns beside `text` on a terminal until it is stopped, and leaves nothing behind. */
export function startSpinner(stream: NodeJS.WriteStream, style: Style, text: string): () => void {
  let at = 0;
  let isDrawn = false;
  const frames = style.ascii ? ['-', '\\', '|', '/'] : FRAMES;
  const draw = () => {
    at = (at + 1) % frames.length;
    isDrawn = true;
    stream.write(`\r${paint(style, 'dim', plain(style, `${frames[at]} ${text}`))}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    // Nothing was drawn by a command that was done at once, and nothing is left after the first stop.
    if (isDrawn) stream.write('\r\u001B[K');
    isDrawn = false;
  };
}
