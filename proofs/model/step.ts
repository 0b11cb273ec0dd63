import type { AsyncCommand } from 'fast-check';
import { agree } from './agree.ts';
import type { System, World } from './system.ts';

/** One command: does it in the model and in the system. */
export type Act = (world: World, system: System) => Promise<void> | void;

/** A command for fast-check. After it, model and system must agree in everything. */
export function step(name: string, act: Act, isPossible: (world: World) => boolean = () => true): Step {
  return {
    check: (world) => isPossible(world),
    async run(world, system) {
      await act(world, system);
      agree(world, system);
      world.steps += 1;
    },
    toString: () => name,
  };
}

export type Step = AsyncCommand<World, System>;

/** Throws where a property does not hold. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
