import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { MobileSetupBridge } from '../electron/shared/ipc.ts';
import { App } from './App.tsx';
import { Language } from './language.ts';
import type { Strings } from '../electron/shared/words/strings.ts';

/** Draws the page into `#root`, in one language. Throws where the document has no such element. */
export function mount(bridge: MobileSetupBridge, strings: Strings): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The document has no element with the id "root".');
  document.documentElement.lang = strings.language;
  document.documentElement.dir = strings.direction;
  document.title = strings.title;
  createRoot(root).render(
    <StrictMode>
      <Language value={strings}>
        <App bridge={bridge} />
      </Language>
    </StrictMode>,
  );
}
