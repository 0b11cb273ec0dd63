import type { Screen } from '../../shared/screen.ts';
import { NO_CONTROLLER } from './controller/absent.ts';
import { createAuthorization, type AuthorizationActions } from './controller/authorization.ts';
import { requirePorts } from './requirePorts.ts';
import type { RemoteControlPorts } from './ports.ts';
import type { RemoteControl as Session } from './session/contract.ts';
import { createRemoteControl as createSession } from './session/remoteControl.ts';

/** The module: self-healing pairing, both halves, behind one screen. No method rejects. */
export interface RemoteControl extends Session, AuthorizationActions {}

/** Puts both halves together: the session that heals and pairs, and the controller half beside it. No side effect before `start`. */
export function createRemoteControl(ports: RemoteControlPorts): RemoteControl {
  requirePorts(ports);
  const session = createSession(ports);
  const listeners = new Set<(screen: Screen) => void>();
  const announce = () => {
    for (const listener of listeners) listener(current());
  };
  const authorization = createAuthorization(
    {
      ...ports,
      ...(ports.controller ?? NO_CONTROLLER),
      readSignIn: (signal) => session.readSignIn(signal),
      ownsFiles: () => session.ownsFiles,
    },
    announce,
  );
  const current = (): Screen => ({ ...session.screen, authorization: authorization.view });

  let seen: Pick<Screen, 'isChecking' | 'outcome'> = { isChecking: false, outcome: null };
  session.onScreen(({ isChecking, outcome }) => {
    // A check or a repair is over: what is to be authorized, and which keys are to go, may be another now.
    const isOver = (seen.isChecking && !isChecking) || (outcome !== null && outcome !== seen.outcome);
    seen = { isChecking, outcome };
    if (isOver) void authorization.settle();
    announce();
  });

  return {
    get screen() {
      return current();
    },
    onScreen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => session.start(),
    check: (trigger) => session.check(trigger),
    beginPairing: () => session.beginPairing(),
    stopPairing: () => session.stopPairing(),
    removePhone: (shown) => session.removePhone(shown),
    finishRepairLater: () => session.finishRepairLater(),
    proposeRepair: () => session.proposeRepair(),
    repair: (token, newIdentity, ghosts) => session.repair(token, newIdentity, ghosts),
    undo: async () => {
      const problem = await session.undo();
      authorization.look();
      return problem;
    },
    writeAtom: (name, value, epoch) => session.writeAtom(name, value, epoch),
    diagnostics: () => session.diagnostics(),
    explainAuthorization: () => authorization.explainAuthorization(),
    authorize: () => authorization.authorize(),
    cancelAuthorization: () => authorization.cancelAuthorization(),
    pairHost: (code) => authorization.pairHost(code),
    async stop() {
      await Promise.all([session.stop(), authorization.stop()]);
    },
  };
}
