import { PAIRING_KEYS } from '../../globalState/index.ts';
import type { RemoteControlPorts } from '../ports.ts';
import type { SessionEvent } from './events.ts';
import { ownClientIds, ownerOf, saveIdentity, savePhone } from './pairingIdentity.ts';
import type { PhoneLists } from './phoneLists.ts';
import { askForCode, listPhones, type WayPorts } from './wayToPhone.ts';
import type { Work } from './work.ts';

/** What the steps to a phone need that read or write the state. */
export interface PairingStepPorts extends Pick<RemoteControlPorts, 'state' | 'readHome'> {
  readonly way: WayPorts;
  readonly work: Pick<Work, 'isEnvironmentAnothers'>;
  readonly phoneLists: PhoneLists;
  readonly hasAccountChanged: () => boolean;
  readonly tell: (event: SessionEvent) => void;
}

/** The steps to a phone that read or write the state. Each resolves to what it comes to. */
export interface PairingSteps {
  newCode(this: void, signal: AbortSignal): Promise<SessionEvent>;
  /** A phone has claimed the code. */
  rememberPhone(this: void): Promise<void>;
  lookForPhones(this: void): Promise<SessionEvent>;
}

/** Nothing is put off at first. */
export function createPairingSteps(ports: PairingStepPorts): PairingSteps {
  const { state, way, phoneLists, tell } = ports;
  /** Keeps the identity of the code on screen, where that has been put off. */
  let keepAtClaim: (() => ReturnType<typeof saveIdentity>) | null = null;
  const tellStatus = () => tell({ kind: 'status', connection: way.connection(), isErrored: false });

  return {
    async newCode(signal) {
      // A code belongs to an account: the app-server may still have the one before.
      if (ports.hasAccountChanged()) return { kind: 'account-changed' };
      const asked = await askForCode(way);
      if ('kind' in asked || signal.aborted) return 'kind' in asked ? asked : { kind: 'code-over' };
      const { identity } = asked;
      const owner = ownerOf(ports.readHome());
      const keep = () => saveIdentity(state, identity, owner);
      // What is another account's gives way to a phone that has claimed a code of ours, and to nothing before.
      keepAtClaim = ports.work.isEnvironmentAnothers ? keep : null;
      const reason = keepAtClaim === null ? await keep() : null;
      if (reason !== null) return { kind: 'save-failed', reason };
      tellStatus();
      return { kind: 'code', code: asked.code };
    },
    async rememberPhone() {
      phoneLists.noteClaim();
      const kept = keepAtClaim?.() ?? null;
      keepAtClaim = null;
      const reason = (await kept) ?? (await savePhone(state));
      if (reason !== null) return tell({ kind: 'save-failed', reason });
      tellStatus();
    },
    async lookForPhones() {
      // What the app-server lists is the phones of the account that it was started with.
      if (ports.hasAccountChanged()) return { kind: 'account-changed' };
      const environmentId = state.get([PAIRING_KEYS.environmentId]);
      const unknown = { kind: 'phones', phones: { kind: 'unknown' }, failure: null } as const;
      if (typeof environmentId !== 'string') return unknown;
      const listed = await listPhones(way, environmentId, ownClientIds(state));
      if (!('kind' in listed)) return { ...unknown, phones: phoneLists.read(listed) };
      // A service that does not know this list cannot say that no phone is enrolled either.
      return { ...unknown, failure: listed.reason === 'feature-unavailable' ? null : listed };
    },
  };
}
