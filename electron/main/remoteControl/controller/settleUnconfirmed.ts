import type { AuthorizationReason } from '../../../shared/screen.ts';
import { readDirectory } from '../directory/readDirectory.ts';
import { verdictOfClient } from '../decide/verdict.ts';
import { SECOND_READING_AFTER_MS } from '../repair/check.ts';
import { abandon, type Attempt } from './attempt.ts';
import { reasonOfKeyStore } from './outcome.ts';
import { pendingOf, type Owner } from './pending.ts';
import { connectionFor, type ControllerPorts } from './ports.ts';
import { refreshEnrollment } from './refresh.ts';
import { storeEnrollment } from './storeEnrollment.ts';

/** `none`: there was no open attempt. `dropped`: it is proven not to have worked. `open`: that is still not known, and what stands in the way of it. */
export type Settled =
  | { readonly kind: 'none' | 'stored' | 'dropped' }
  | { readonly kind: 'open'; readonly reason: AuthorizationReason };

/**
 * Answers an open attempt by refreshing it: what the server knows is stored, what it never accepted is dropped with its key, and
 * everything else stays a question. Needs no person, so every check may ask. `asked` says when finish was sent: a service that has
 * not finished `just-now` may be about to.
 */
export async function settleUnconfirmed(
  ports: ControllerPorts,
  owner: Owner,
  signal: AbortSignal,
  asked: 'just-now' | 'long-ago',
): Promise<Settled> {
  const attempt = pendingOf(ports.state.record.controller, owner);
  if (attempt === null || attempt.kind === 'needed') return { kind: 'none' };
  if (attempt.kind === 'prepared') return drop(ports, attempt);

  const refreshed = await refresh(ports, owner, signal, attempt);
  switch (refreshed.kind) {
    case 'alive': {
      const enrollment = { ...attempt.enrollment, accountUserId: refreshed.accountUserId };
      const stored = await storeEnrollment(ports.state, owner, attempt, enrollment, ports.clock.now());
      if (stored === 'failed') return { kind: 'open', reason: 'write-failed' };
      if (stored === 'taken') return UNCONFIRMED;
      if (stored === 'superseded') await drop(ports, attempt);
      return { kind: 'stored' };
    }
    case 'dead':
      return drop(ports, attempt);
    case 'key':
      if (refreshed.problem === 'not-found') return drop(ports, attempt);
      return asked === 'just-now'
        ? UNCONFIRMED
        : { kind: 'open', reason: reasonOfKeyStore(refreshed.problem) };
    case 'incomplete': {
      if (asked === 'just-now') return UNCONFIRMED;
      await ports.clock.wait(SECOND_READING_AFTER_MS, signal);
      const again = await refresh(ports, owner, signal, attempt);
      return again.kind === 'incomplete' ? drop(ports, attempt) : UNCONFIRMED;
    }
    case 'unknown':
      return refreshed.status === 404 && (await isGone(ports, owner, signal, attempt))
        ? drop(ports, attempt)
        : UNCONFIRMED;
  }
}

const UNCONFIRMED: Settled = { kind: 'open', reason: 'unconfirmed' };

function refresh(ports: ControllerPorts, owner: Owner, signal: AbortSignal, { enrollment }: Attempt) {
  const connection = connectionFor(ports, owner, signal);
  return refreshEnrollment(ports.deviceKeys, connection, enrollment, () => ports.clock.now());
}

async function drop(ports: ControllerPorts, attempt: Attempt): Promise<Settled> {
  await abandon(ports, attempt);
  return { kind: 'dropped' };
}

/** A bare 404 says nothing; two complete lists without the client do, as for every other id. */
async function isGone(
  ports: ControllerPorts,
  owner: Owner,
  signal: AbortSignal,
  { enrollment: { clientId } }: Attempt,
): Promise<boolean> {
  const connection = connectionFor(ports, owner, signal);
  const first = await readDirectory(connection, { clientIds: [clientId], environmentIds: [] });
  await ports.clock.wait(SECOND_READING_AFTER_MS, signal);
  if (signal.aborted) return false;
  const second = await readDirectory(connection, { clientIds: [clientId], environmentIds: [] }, first);
  return verdictOfClient([first, second], clientId).kind === 'gone';
}
