import type { MobileSetupBridge, Result } from '../../electron/shared/ipc.ts';
import type { Screen } from '../../electron/shared/screen.ts';
import { AUTHORIZATIONS, PLANS, STATES } from './states.ts';

interface GalleryOptions {
  readonly state: string;
  /** The name of a plan, `failing`, `slow`, or `changing`: by the time it is confirmed there is another. */
  readonly plan: string;
  /** Whether every action fails. */
  readonly failing: boolean;
}

const FAILURE = {
  ok: false,
  failure: { what: 'The repair could not be prepared.', nextStep: 'Check your connection and try again.' },
} as const;

function stateNamed(name: string): Screen {
  const authorization = AUTHORIZATIONS[name.replace('authorization-', '')];
  const code = STATES['pairing'];
  const screen = STATES[name] ?? (authorization && code && { ...code, authorization });
  if (screen === undefined) throw new Error(`There is no state "${name}".`);
  return screen;
}

/** Stands in for main: shows fixtures, takes down every call, changes nothing by itself. */
export function galleryBridge({ state, plan, failing }: GalleryOptions) {
  const calls: [name: keyof MobileSetupBridge, input?: unknown][] = [];
  const listeners = new Set<(screen: Screen) => void>();

  const answer = <T>(value: T): Promise<Result<T>> =>
    Promise.resolve(failing ? FAILURE : { ok: true, value });
  const note = (...call: (typeof calls)[number]): Promise<Result<undefined>> => {
    calls.push(call);
    return answer(undefined);
  };

  const bridge: MobileSetupBridge = {
    readScreen: async () => ({ ok: true, value: stateNamed(state) }),
    onScreen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onRepairAsked: () => () => undefined,
    runCheck: () => note('runCheck'),
    beginPairing: () => note('beginPairing'),
    stopPairing: () => note('stopPairing'),
    removePhone: (input) => note('removePhone', input),
    finishRepairLater: () => note('finishRepairLater'),
    reportOnline: () => note('reportOnline'),
    proposeRepair() {
      calls.push(['proposeRepair']);
      if (plan === 'slow') return new Promise(() => undefined);
      const summary = PLANS[plan === 'changing' ? 'full' : plan];
      return Promise.resolve(summary === undefined ? FAILURE : { ok: true, value: summary });
    },
    async runRepair(input) {
      const noted = await note('runRepair', input);
      return noted.ok ? { ok: true, value: plan === 'changing' ? 'plan-changed' : 'done' } : noted;
    },
    undoRepair: () => note('undoRepair'),
    beginAuthorization: () => note('beginAuthorization'),
    cancelAuthorization: () => note('cancelAuthorization'),
    async pairHost(input) {
      const noted = await note('pairHost', input);
      return noted.ok ? { ok: true, value: 'bad-code' } : noted;
    },
    copyDiagnostics: () => note('copyDiagnostics'),
    copyCode: () => note('copyCode'),
    restartApp: () => note('restartApp'),
    closeWindow: () => note('closeWindow'),
    writeAtom(input) {
      calls.push(['writeAtom', input]);
      return answer(true);
    },
  };
  const pushState = (name: string): void => {
    for (const listener of listeners) listener(stateNamed(name));
  };
  return { bridge, calls, pushState };
}
