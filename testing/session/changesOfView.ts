import { screenOf, type SessionState } from '../../electron/main/remoteControl/index.ts';
import type { WalkedStep } from './walk.ts';

/** Which events lead from one kind of view to another. */
export interface ChangesOfView {
  note(step: WalkedStep): void;
  /** The chart as the text of a mermaid diagram. */
  chart(): string;
}

const MOMENTS = { now: 0, pauseUntil: 1 };
const kindOf = (state: SessionState) => screenOf(state, MOMENTS).view.kind;

/** Collects the changes while the states are walked. */
export function collectChanges(): ChangesOfView {
  const events = new Map<string, Set<string>>();
  return {
    note({ before, event, after }) {
      const [from, to] = [kindOf(before), kindOf(after.state)];
      if (from === to || after.state.isOver) return;
      const arrow = `${from} --> ${to}`;
      events.set(arrow, (events.get(arrow) ?? new Set()).add(event.kind));
    },
    chart() {
      const arrows = [...events].map(([arrow, kinds]) => `  ${arrow}: ${[...kinds].toSorted().join(', ')}`);
      return ['stateDiagram-v2', '  [*] --> checking: start', ...arrows.toSorted()].join('\n');
    },
  };
}
