import { preventable, type PreventableEvent } from '../strict.ts';

/** What a quit needs to know and do; `emit` is the app's. */
export interface QuitPorts {
  emit(event: string, ...values: unknown[]): boolean;
  /** Asks every open window to close; returns how many there are. */
  closeWindows(): number;
  /** Closes every window without asking it. */
  destroyWindows(): void;
  end(exitCode: number): void;
}

/**
 * Electron's way out (shell/browser/browser.cc): `before-quit`, then every window's `close` and `closed`, then
 * `will-quit` and `quit`; each but the last can be prevented. `window-all-closed` comes only while no quit is under way,
 * and without a listener it quits.
 */
export class Quitting {
  readonly #ports: QuitPorts;
  #state: 'running' | 'quitting' | 'exiting' | 'over' = 'running';
  #exitCode = 0;

  constructor(ports: QuitPorts) {
    this.#ports = ports;
  }

  quit(): void {
    if (this.#state !== 'running') return;
    if (this.#isPrevented('before-quit')) return;
    this.#state = 'quitting';
    if (this.#ports.closeWindows() === 0) this.#finish();
  }

  exit(exitCode: number): void {
    if (this.#state === 'over') return;
    this.#state = 'exiting';
    this.#exitCode = exitCode;
    this.#ports.destroyWindows();
    this.#shutDown();
  }

  windowClosed(left: number): void {
    if (left > 0) return;
    if (this.#state === 'quitting') this.#finish();
    else if (this.#state === 'running' && !this.#ports.emit('window-all-closed')) this.quit();
  }

  windowStayed(): void {
    if (this.#state === 'quitting') this.#state = 'running';
  }

  #finish(): void {
    if (this.#isPrevented('will-quit')) {
      this.#state = 'running';
      return;
    }
    this.#shutDown();
  }

  #shutDown(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#ports.emit('quit', {}, this.#exitCode);
    this.#ports.end(this.#exitCode);
  }

  #isPrevented(name: string): boolean {
    const event: PreventableEvent = preventable();
    this.#ports.emit(name, event);
    return event.defaultPrevented;
  }
}
