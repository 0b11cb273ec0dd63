import type { AsyncCommand } from 'fast-check';
import { agree } from './agree.ts';
import type { System, Model } from './system.ts';

/** One command: does it in the model and in the system. */
export type Act = (model: Model, system: System) => Promise<void> | void;

/** A command for fast-check. After it, model and system must agree in everything. */
export function step(name: string, act: Act, isPossible: (model: Model) => boolean = () => true): Step {
  return {
    check: (model) => isPossible(model),
    async run(model, system) {
      await act(model, system);
      agree(model, system);
      model.steps += 1;
    },
    toString: () => name,
  };
}

export type Step = AsyncCommand<Model, System>;

/** Throws where a property does not hold. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
