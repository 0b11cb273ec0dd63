import type { Screen } from '../../electron/shared/screen.ts';
import { planSchema, screenSchema } from '../../electron/shared/screenSchema.ts';
import type { Desktop } from '../desktop/desktop.ts';

/** What a person does at the window, one step after the other. */
export type Step =
  | 'launch'
  | 'check'
  | 'repair'
  | 'repair with a new identity'
  | 'undo'
  | 'atom'
  | 'diagnostics';

/** Does one step. Throws where the module breaks a promise that it makes to everybody. */
export async function take(step: Step, { remoteControl, state }: Desktop): Promise<void> {
  switch (step) {
    case 'launch':
      remoteControl.start();
      await remoteControl.check('launch');
      break;
    case 'check':
      await remoteControl.check('resume');
      break;
    case 'repair':
    case 'repair with a new identity': {
      const proposed = await remoteControl.proposeRepair();
      if (proposed.kind !== 'proposed') break;
      const { token } = planSchema.parse(proposed.summary);
      await remoteControl.repair(token, step !== 'repair');
      break;
    }
    case 'undo':
      remoteControl.undo();
      break;
    case 'atom':
      remoteControl.writeAtom('codex-mobile-step', 'waiting', state.epoch);
      break;
    case 'diagnostics':
      JSON.stringify(remoteControl.diagnostics());
      break;
  }
  const wrong = whatIsWrongWith(remoteControl.screen);
  if (wrong !== null) throw new Error(wrong);
}

/** `null`: the page may be shown this. */
export function whatIsWrongWith(screen: Screen): string | null {
  if (!screenSchema.safeParse(screen).success) return 'A screen of another shape.';
  const isEmpty = screen.view.kind === 'pairing' && screen.view.url.endsWith('pairing_code=');
  return isEmpty ? 'A QR code without a code.' : null;
}
