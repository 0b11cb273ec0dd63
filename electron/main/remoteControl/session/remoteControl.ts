import type { Screen } from '../../../shared/screen.ts';
import { isPairingAtom, PAIRING_KEYS } from '../../globalState/index.ts';
import { isIdentityConflict } from '../decide/reasonPolicy.ts';
import type { RemoteControlPorts } from '../ports.ts';
import { diagnosticsOf } from '../repair/diagnostics.ts';
import { createRepairProposals } from '../repair/repairProposals.ts';
import type { RemoteControl, SessionFacts } from './contract.ts';
import { createRunner } from './runner.ts';
import { ownsFiles } from './steps/step.ts';

/** Puts the module together. No side effect before `start`. */
export function createRemoteControl(ports: RemoteControlPorts): RemoteControl & SessionFacts {
  const { state } = ports;
  const runner = createRunner(ports);
  const proposals = createRepairProposals();
  let unsubscribe: (() => void) | null = null;

  return {
    get screen() {
      return runner.screen;
    },
    get ownsFiles() {
      return ownsFiles(runner.state);
    },
    readSignIn: (signal) => runner.readSignIn(signal),
    onScreen: (listener: (screen: Screen) => void) => runner.onScreen(listener),
    start() {
      unsubscribe?.();
      // Another program has written an id that a repair had removed: only a check can tell whether it lives again.
      unsubscribe = state.subscribe(({ kind }) => void (kind === 'retired-found' && runner.look('adopted')));
      runner.dispatch({ kind: 'start' });
    },
    check: (trigger) => runner.look(trigger),
    beginPairing: () => runner.dispatch({ kind: 'pair' }),
    stopPairing: () => runner.dispatch({ kind: 'stop-pairing' }),
    async removePhone(shown) {
      await runner.idle();
      if (!ownsFiles(runner.state)) return 'app-running';
      const problem = await runner.removePhone(shown);
      // What was read meanwhile may be from before: only a look of our own shows what has come of it.
      await runner.idle();
      await runner.look('button');
      return problem;
    },
    finishRepairLater: () => runner.work.finishRepairLater(),
    async proposeRepair() {
      await runner.idle();
      const { problem } = runner.state;
      const isContested = runner.isContested || (problem !== null && isIdentityConflict(problem.reason));
      return proposals.propose(await runner.work.inspect(), isContested);
    },
    async repair(token, newIdentity, ghosts = []) {
      await runner.uncommitted();
      if (!ownsFiles(runner.state)) return 'app-running';
      if (runner.state.activity.kind === 'repairing' || runner.state.activity.kind === 'undoing')
        return 'state-changed';
      const confirmed = proposals.take(token, ghosts);
      if (confirmed === null) return 'state-changed';
      return runner.repair(confirmed, newIdentity);
    },
    async undo() {
      // What a repair deletes at the server right now would be missing under what comes back.
      if (runner.state.activity.kind === 'repairing') return 'state-changed';
      // A second press joins the first.
      if (runner.state.activity.kind === 'undoing') return runner.undo();
      await runner.uncommitted();
      if (runner.state.backup === null) return 'no-backup';
      return runner.undo();
    },
    writeAtom: (name, value, epoch) =>
      isPairingAtom(name) &&
      state.write({ path: [PAIRING_KEYS.atoms, name], op: 'set', value, epoch }).kind === 'accepted',
    diagnostics: () => diagnosticsOf({ state, result: runner.work.lastResult }),
    stop() {
      unsubscribe?.();
      return runner.stop();
    },
  };
}
