import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('ws/package.json')), 'lib');
const SERVER = '\0websocket-server';
const LEFT_OUT = '\0left-out-of-ws:';

/** What is never called, with what is left of it: compression isn't offered, and events are listened to as Node's. */
const UNUSED: Readonly<Record<string, string>> = {
  './permessage-deflate': `{ extensionName: 'permessage-deflate' }`,
  './extension': '{}',
  './event-target': '{ EventTarget: {} }',
};

/** Where a client's socket begins to connect. */
const CLIENT = 'if (address !== null) {';

/** Of `ws`, the mocked backend needs the server alone, without what a browser or a client has beyond it. */
export const serverOfWebsockets: Plugin = {
  name: 'server-of-websockets',
  enforce: 'pre',
  resolveId(source, importer) {
    if (source === 'ws') return SERVER;
    return importer?.startsWith(FOLDER) && Object.hasOwn(UNUSED, source) ? LEFT_OUT + source : null;
  },
  load(id) {
    if (id.startsWith(LEFT_OUT)) return `module.exports = ${UNUSED[id.slice(LEFT_OUT.length)]};`;
    if (id !== SERVER) return null;
    return `export { default as WebSocketServer } from ${JSON.stringify(join(FOLDER, 'websocket-server.js'))};`;
  },
  transform(code, id) {
    if (id !== join(FOLDER, 'websocket.js')) return null;
    if (!code.includes(CLIENT)) this.error(`ws has changed: its client no longer begins with "${CLIENT}".`);
    return { code: code.replace(CLIENT, 'if (false) {'), map: null };
  },
};
