import { randomUUID } from 'node:crypto';
import { createCloneCodec } from '../clone.ts';
import { askPermissions } from './askPermissions.ts';
import { createBridge } from './bridge.ts';
import { catchAppAddresses } from './catchAppAddresses.ts';
import { guardLinks } from './guardLinks.ts';
import { createIpcRenderer, type ToPage } from './ipcRenderer.ts';
import { ownAddress } from './ownAddress.ts';
import { enterPageWorld } from './pageWorld.ts';
import { enterPreloadWorld, type PreloadSetting } from './preloadWorld.ts';
import { reportTitle } from './reportTitle.ts';

/** The isolated world of a preload, and the binding that only this world gets. */
export const PRELOAD_WORLD = 'Electron Isolated Context';
/** The function by which a page calls the main process. */
export const BINDING = 'electronOnChromiumToMain';

/** A script that Chromium runs at the start of every document, before the page's own. */
export interface StartScript {
  readonly source: string;
  readonly worldName?: string;
}

/** The start scripts of a page, in order; `preload` is the text of its preload file, or null. */
export function startScripts(
  preload: { readonly file: string; readonly text: string } | null,
  setting: Pick<PreloadSetting, 'subFrames' | 'schemes' | 'process'>,
): StartScript[] {
  const handshake = `handshake-${randomUUID()}`;
  const full: PreloadSetting = { ...setting, handshake, binding: BINDING };
  const parts = Object.entries({
    createBridge,
    createCloneCodec,
    createIpcRenderer,
    guardLinks,
    catchAppAddresses,
    reportTitle,
  })
    .map(([name, part]) => `${name}: ${part.toString()}`)
    .join(',\n');
  // What a page may not define again only V8's own function can; Chromium is started so that its name is known.
  const address = `(${ownAddress.toString()})(${JSON.stringify(setting.schemes)}, (owner, name, get, set) => {
    %DefineAccessorPropertyUnchecked(owner, name, get, set, 4);
  });`;
  const scripts: StartScript[] = [
    { source: address },
    { source: address, worldName: PRELOAD_WORLD },
    {
      source: `(${enterPageWorld.toString()})(${createBridge.toString()}, ${askPermissions.toString()}, ${JSON.stringify(handshake)});`,
    },
    {
      worldName: PRELOAD_WORLD,
      source: `(${enterPreloadWorld.toString()})(${JSON.stringify(full)}, {${parts}});`,
    },
  ];
  if (preload) {
    // A script of its own, so that a preload that does not even parse leaves the rest standing.
    scripts.push({
      worldName: PRELOAD_WORLD,
      source: `electronOnChromium.run(function (require, module, exports, process) {${preload.text}\n});\n//# sourceURL=${preload.file}`,
    });
  }
  return scripts;
}

/** The expression that hands a message to the preload world. */
export function deliver(message: ToPage): string {
  return `electronOnChromium.receive(${JSON.stringify(message)})`;
}
