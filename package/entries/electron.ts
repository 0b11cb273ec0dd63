/** What the module needs of Electron, ready made: its ports, the IPC behind the bridge, the menu, device keys and the step-up. */
export { createAtomBudget } from '../../electron/main/app/atomBudget.ts';
export {
  createBrowserStepUp,
  type StepUpPorts,
} from '../../electron/main/app/authorization/browserStepUp.ts';
export { createKeyStore, type KeyStoreOptions } from '../../electron/main/app/authorization/keyStore.ts';
export { electronPorts } from '../../electron/main/app/electronPorts.ts';
export { registerHandlers, type HandlerPorts } from '../../electron/main/app/handlers.ts';
export {
  askForRepair,
  createHandle,
  pushScreen,
  type IpcPorts,
  type TrustedPage,
} from '../../electron/main/app/ipc.ts';
export { AUTHORIZE_ITEM, menuTemplate, REPAIR_ITEM, type MenuActions } from '../../electron/main/app/menu.ts';
export { createNetFetch } from '../../electron/main/app/netFetch.ts';
export { chooseStrings } from '../../electron/shared/words/choose.ts';
