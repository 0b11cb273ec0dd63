import type { RemoteDeletion } from '../../globalState/index.ts';
import { REASON_POLICY } from '../decide/reasonPolicy.ts';
import { send, type Answered, type Connection } from '../directory/request.ts';
import type { DeletionStanding, DueDeletion } from './deletionStanding.ts';
import type { SharedPause } from './sharedPause.ts';

/** Deletions under way at once. */
const CONCURRENCY = 8;
/** How often one deletion is tried. */
const ATTEMPTS = 3;

/** What became of one deletion. `refused`: it was sent, and the server did not say that it is done. */
export type SentDeletion = Exclude<DeletionStanding, 'send'> | 'deleted' | 'refused';

/** What goes along with sending. */
export interface SendPorts {
  readonly connection: Connection;
  /** Shared by all deletions of a drain. */
  readonly pause: SharedPause;
  /** Asked right before each request. */
  readonly standingNow: (deletion: DueDeletion) => Promise<DeletionStanding>;
  readonly onDone: () => void;
}

/**
 * Sends deletions, eight at a time, each as soon as it is found fit. Where the server asks for time, or fails, all wait
 * together; where it asks for too much, keeps failing or no longer accepts the sign-in, the rest is not sent. Never rejects.
 */
export async function sendDeletions(
  deletions: readonly DueDeletion[],
  { connection, pause, standingNow, onDone }: SendPorts,
): Promise<SentDeletion[]> {
  const remove = async (deletion: DueDeletion): Promise<SentDeletion> => {
    let outcome: SentDeletion = 'not-yet';
    for (let attempt = 1; attempt <= ATTEMPTS && (await pause.isOver()); attempt += 1) {
      const standing = await standingNow(deletion);
      if (standing !== 'send') return standing;
      // Something may have asked for time while the facts were read.
      if (!(await pause.isOver())) break;
      const answered = await sendDeletion(connection, deletion);
      if (answered.answer.kind === 'deleted') {
        pause.reset();
        return 'deleted';
      }
      outcome = 'refused';
      if (!isWorthAnother(answered)) {
        if (isSignedOut(answered)) pause.giveUp();
        return outcome;
      }
      pause.lengthen(answered.retryAfterMs);
    }
    // What fails three times over fails for the others too, and a service in trouble is left alone.
    if (outcome === 'refused') pause.giveUp();
    return outcome;
  };
  const { default: pMap } = await import('p-map');
  return pMap(
    deletions,
    async (deletion) => {
      const outcome = await remove(deletion);
      onDone();
      return outcome;
    },
    { concurrency: CONCURRENCY },
  );
}

function isWorthAnother({ answer, retryAfterMs }: Answered): boolean {
  return retryAfterMs !== null || (answer.kind === 'unknown' && REASON_POLICY[answer.reason].transient);
}

function isSignedOut({ answer }: Answered): boolean {
  return answer.kind === 'unknown' && answer.reason === 'signed-out';
}

function sendDeletion(connection: Connection, { kind, id }: RemoteDeletion): Promise<Answered> {
  // The drain has a pause of its own, for all requests together.
  const once: Connection = { ...connection, singleAttempt: true };
  return kind === 'client'
    ? send(once, {
        endpoint: 'delete-client',
        method: 'DELETE',
        segments: ['wham', 'remote', 'control', 'clients', id],
      })
    : send(once, {
        endpoint: 'delete-environment',
        method: 'DELETE',
        segments: ['codex', 'remote', 'control', 'environments', id],
      });
}
