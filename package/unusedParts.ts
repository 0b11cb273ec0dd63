import { join } from 'node:path';
import type { Plugin } from 'vite';

const MODULES = join(import.meta.dirname, '..', 'node_modules');

/** Files of which nothing is ever called, and the names in them that have to be there all the same. */
const FILES = new Map([
  // The mocked backend offers no compression, and listens to events as Node's.
  ['ws/lib/permessage-deflate.js', `module.exports = { extensionName: 'permessage-deflate' };`],
  ['ws/lib/extension.js', 'module.exports = {};'],
  ['ws/lib/event-target.js', 'module.exports = { EventTarget: {} };'],
]);

/** Conditions of which we know how they come out. What is behind the other way is left out. */
const CONDITIONS = new Map([
  // The mocked backend connects to no websocket, it is connected to.
  ['ws/lib/websocket.js', { condition: '(address !== null)', is: '(false)' }],
  // The page draws the code itself.
  ['qr/index.js', { condition: `(output === 'raw')`, is: '(true)' }],
]);

const nameOf = (id: string) => id.slice(MODULES.length + 1).replaceAll('\\', '/');

/**
 * Leaves out what the published parts never use of the packages that they hold, where a bundler can't see it.
 * @throws while building, where a package no longer has the condition
 */
export const unusedParts: Plugin = {
  name: 'unused-parts',
  enforce: 'pre',
  resolveId: (source) => (source === 'ws' ? '\0websocket-server' : null),
  load(id) {
    const server = JSON.stringify(join(MODULES, 'ws', 'lib', 'websocket-server.js'));
    if (id === '\0websocket-server') return `export { default as WebSocketServer } from ${server};`;
    return FILES.get(nameOf(id)) ?? null;
  },
  transform(code, id) {
    const known = CONDITIONS.get(nameOf(id));
    if (known === undefined) return null;
    if (!code.includes(known.condition)) this.error(`${nameOf(id)} no longer has ${known.condition}.`);
    return { code: code.replace(known.condition, known.is), map: null };
  },
};
