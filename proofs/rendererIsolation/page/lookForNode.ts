/* oxlint-disable unicorn/consistent-function-scoping -- what runs in the page may use nothing from outside of itself */
import type { Tried } from './tried.ts';

/** Looks for everything that would be a way to Node, or to other channels than ours. */
export async function lookForNode(): Promise<Tried[]> {
  const world = globalThis as unknown as Record<string, unknown>;
  const names = ['require', 'module', 'exports', 'process', 'Buffer', 'global', '__dirname', '__filename'];
  const raw = ['ipcRenderer', 'electron', 'contextBridge', 'webFrame', 'nodeRequire', 'setImmediate', 'ipc'];
  const tried: Tried[] = [...names, ...raw].map((name) => ({
    name,
    got: world[name] === undefined ? null : typeof world[name],
  }));
  const bridge = window.mobileSetup as unknown as Record<string, (...all: unknown[]) => unknown>;
  const members = Object.keys(bridge).toSorted().join(' ');
  const known =
    'beginAuthorization beginPairing cancelAuthorization closeWindow copyCode copyDiagnostics finishRepairLater onRepairAsked onScreen pairHost proposeRepair readScreen removePhone reportOnline restartApp runCheck runRepair stopPairing undoRepair writeAtom';
  tried.push({ name: 'an unknown member of the bridge', got: members === known ? null : members });
  const strange = Object.entries(bridge).find(([, value]) => typeof value !== 'function');
  tried.push({ name: 'a member that is no function', got: strange?.[0] ?? null });

  const original = bridge['readScreen'];
  try {
    bridge['readScreen'] = () => 'replaced';
  } catch {
    // Frozen, as it should be.
  }
  tried.push({
    name: 'the bridge rewritten',
    got: bridge['readScreen'] === original ? null : 'a new member',
  });

  // Whatever the page puts in the way of the bridge may only ever meet values that were the page's anyway.
  const met: unknown[] = [];
  const { apply, call } = Function.prototype;
  const spy = function (this: unknown, ...all: unknown[]) {
    met.push(this, ...all);
    return undefined;
  };
  // oxlint-disable-next-line no-extend-native -- what an attacker would do
  Function.prototype.call = spy as never;
  // oxlint-disable-next-line no-extend-native -- what an attacker would do
  Function.prototype.apply = spy as never;
  try {
    await Promise.race([bridge['readScreen']?.(), new Promise((resolve) => setTimeout(resolve, 500))]);
  } finally {
    // oxlint-disable-next-line no-extend-native -- put back
    Function.prototype.call = call;
    // oxlint-disable-next-line no-extend-native -- put back
    Function.prototype.apply = apply;
  }
  const isPower = (value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    ['invoke', 'sender', 'mainModule', 'ports'].some((key) => key in value);
  tried.push({ name: 'a prototype in the way', got: met.some(isPower) ? 'an object with power' : null });

  const told = await new Promise<unknown[]>((resolve) => {
    const stop = bridge['onScreen']?.((...all: unknown[]) => {
      resolve(all);
      (stop as () => void)();
    });
    void bridge['runCheck']?.();
    setTimeout(() => resolve([]), 3000);
  });
  tried.push({
    name: 'the event behind a screen',
    got: told.length > 1 || told.some(isPower) ? 'an event' : null,
  });
  return tried;
}
