/** What the module needs of Electron, ready made: ports, the IPC behind the bridge, and the page's protocol. */
export { electronPorts } from '../../electron/main/app/electronPorts.ts';
export { registerHandlers } from '../../electron/main/app/handlers.ts';
export { createHandle, pushScreen, type IpcPorts, type TrustedPage } from '../../electron/main/app/ipc.ts';
