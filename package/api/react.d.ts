/// <reference types="node" />
/** The screen "Mobile setup" with its words, as a React component. Style: `mobile-setup/react/style.css`. */
import { i as MobileSetupBridge } from "./parts/ipc.js";
import { n as Strings, t as chooseStrings } from "./parts/choose.js";
/** The whole page: a headline, a picture, what to do, and the buttons for it. Draws what main says and decides nothing. */
declare function App({ bridge }: {
  readonly bridge: MobileSetupBridge;
}): import("react").JSX.Element;
/** The language of the page. */
export declare const Language: import("react").Context<Strings>;
export { App as MobileSetup, type Strings, chooseStrings };