/** Calls every function of the bridge that this page or frame has. Answers the names of those that did as they were told. */
export async function askForAll(): Promise<string | null> {
  const bridge = (window as { mobileSetup?: typeof window.mobileSetup }).mobileSetup;
  if (bridge === undefined) return null;
  const calls: Record<string, () => Promise<{ ok: boolean }>> = {
    readScreen: () => bridge.readScreen(),
    runCheck: () => bridge.runCheck(),
    beginPairing: () => bridge.beginPairing(),
    proposeRepair: () => bridge.proposeRepair(),
    runRepair: () => bridge.runRepair({ token: 'x', newIdentity: false }),
    undoRepair: () => bridge.undoRepair(),
    copyDiagnostics: () => bridge.copyDiagnostics(),
    copyCode: () => bridge.copyCode(),
    restartApp: () => bridge.restartApp(),
    closeWindow: () => bridge.closeWindow(),
    writeAtom: () => bridge.writeAtom({ epoch: 1, name: 'codex-mobile-x', value: 'x' }),
  };
  const answered = await Promise.all(
    Object.entries(calls).map(async ([name, call]) => {
      try {
        return (await call()).ok ? [name] : [];
      } catch {
        return [];
      }
    }),
  );
  const names = answered.flat();
  return names.length === 0 ? null : names.join(', ');
}
