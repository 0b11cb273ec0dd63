import { paint, plain, type Style } from './display.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 80;

/** Turns beside `text` on a terminal until it is stopped, and leaves nothing behind. */
export function startSpinner(stream: NodeJS.WriteStream, style: Style, text: string): () => void {
  let at = 0;
  const frames = style.ascii ? ['-', '\\', '|', '/'] : FRAMES;
  const draw = () => {
    at = (at + 1) % frames.length;
    stream.write(`\r${paint(style, 'dim', plain(style, `${frames[at]} ${text}`))}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    // Nothing was drawn by a command that was done at once.
    if (at > 0) stream.write('\r\u001B[K');
  };
}
