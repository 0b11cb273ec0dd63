import { useState } from 'react';
import type { RepairProposal } from '../electron/shared/screen.ts';
import { useStrings } from './language.ts';
import { lastSeenText } from './lastSeen.ts';

interface GhostsProps {
  readonly ghosts: RepairProposal['ghosts'];
  readonly ticked: readonly string[];
  readonly onTick: (ticked: readonly string[]) => void;
}

/** What this computer has left behind in the account: only what a person ticks is removed. */
export function Ghosts({ ghosts, ticked, onTick }: GhostsProps) {
  const strings = useStrings();
  const [now] = useState(Date.now);
  if (ghosts.length === 0) return null;
  const toggle = (tick: string) =>
    onTick(ticked.includes(tick) ? ticked.filter((other) => other !== tick) : [...ticked, tick]);
  return (
    <fieldset className="ghosts">
      <legend>{strings.dialog.ghosts}</legend>
      {ghosts.map(({ tick, name, lastSeenAt }) => (
        <label key={tick} className="choice">
          <input type="checkbox" checked={ticked.includes(tick)} onChange={() => toggle(tick)} />
          <span>
            <bdi>{name ?? strings.dialog.unnamedGhost}</bdi>
            {lastSeenAt !== null && <small>{lastSeenText(lastSeenAt, now, strings)}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
