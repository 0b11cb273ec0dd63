import { contextBridge, ipcRenderer } from 'electron';
import type { Channel, Input, MobileSetupBridge, Output, Result } from '../shared/ipc.ts';
import { REPAIR_ASKED, SCREEN_CHANGED } from '../shared/pushChannels.ts';

function invoke<C extends Channel>(
  channel: C,
  ...input: Input<C> extends undefined ? [] : [Input<C>]
): Promise<Result<Output<C>>> {
  return ipcRenderer.invoke(channel, ...input);
}

const bridge: MobileSetupBridge = {
  readScreen: () => invoke('screen:read'),
  onScreen(listener) {
    // The event carries `sender`, and with it every channel: it stays on this side.
    const pass = (_event: unknown, screen: Output<'screen:read'>): void => listener(screen);
    ipcRenderer.on(SCREEN_CHANGED, pass);
    return () => void ipcRenderer.off(SCREEN_CHANGED, pass);
  },
  onRepairAsked(listener) {
    const pass = (): void => listener();
    ipcRenderer.on(REPAIR_ASKED, pass);
    return () => void ipcRenderer.off(REPAIR_ASKED, pass);
  },
  runCheck: () => invoke('check:run'),
  beginPairing: () => invoke('pairing:begin'),
  stopPairing: () => invoke('pairing:stop'),
  removePhone: (input) => invoke('phone:remove', input),
  reportOnline: () => invoke('network:online'),
  proposeRepair: () => invoke('repair:plan'),
  runRepair: (input) => invoke('repair:run', input),
  finishRepairLater: () => invoke('repair:finish-later'),
  undoRepair: () => invoke('repair:undo'),
  beginAuthorization: () => invoke('authorize:begin'),
  cancelAuthorization: () => invoke('authorize:cancel'),
  pairHost: (input) => invoke('host:pair', input),
  copyDiagnostics: () => invoke('diagnostics:copy'),
  copyCode: () => invoke('code:copy'),
  restartApp: () => invoke('app:restart'),
  closeWindow: () => invoke('window:close'),
  writeAtom: (input) => invoke('atom:write', input),
};

contextBridge.exposeInMainWorld('mobileSetup', bridge);
