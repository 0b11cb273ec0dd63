import type { StorePorts } from '../disk/store.ts';
import type { StateEvent } from './events.ts';

/** What the owner needs of the outside. */
export interface OwnerPorts extends StorePorts {
  readonly now: () => Date;
  readonly log: (event: StateEvent) => void;
  /** Without it the state is closed from the start. */
  readonly mayWrite: boolean;
}
