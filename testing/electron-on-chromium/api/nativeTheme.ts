import { strictEvents } from '../strict.ts';

type Source = 'system' | 'light' | 'dark';

/** Electron's `nativeTheme`. The system of a test machine is light. */
class NativeTheme extends strictEvents('nativeTheme') {
  #source: Source = 'system';

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    if (source === this.#source) return;
    this.#source = source;
    this.emit('updated');
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }

  /** What pages are told of `prefers-color-scheme`; the empty text leaves it to Chromium. */
  mediaFeature(): { name: string; value: string } {
    return { name: 'prefers-color-scheme', value: this.#source === 'system' ? '' : this.#source };
  }
}

/** The one `nativeTheme` of the process. */
export const nativeTheme = new NativeTheme();
