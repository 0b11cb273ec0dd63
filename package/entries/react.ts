/** The screen "Mobile setup" with its words, as a React component. Style: `mobile-setup/react/style.css`. */
import '../../renderer/style.css';

export { App as MobileSetup } from '../../renderer/App.tsx';
export { Language } from '../../renderer/language.ts';
export { chooseStrings } from '../../electron/shared/words/choose.ts';
export type { Strings } from '../../electron/shared/words/strings.ts';
