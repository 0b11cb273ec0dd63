import { errorName } from '../../../shared/errorName.ts';
import type { AuthorizationReason, Screen } from '../../../shared/screen.ts';
import { endWith } from '../directory/raceAbort.ts';
import { PAIRING_KEYS, REMOTE_CONTROL_HOST_PREFIX } from '../../globalState/index.ts';
import { authorize } from './authorize.ts';
import { pairHost, readHosts, type HostPaired } from './hosts.ts';
import { createOwnerWatch } from './ownerWatch.ts';
import { pendingOf, storedOf } from './pending.ts';
import { connectionFor, type ControllerPorts } from './ports.ts';
import { deleteQueuedKeys } from './queuedKeys.ts';
import { settleUnconfirmed } from './settleUnconfirmed.ts';

/** What the window shows of the controller half. */
export type AuthorizationView = Screen['authorization'];

/** What a person can do about the controller half. No method rejects. */
export interface AuthorizationActions {
  /** Says what authorizing again means, before anything is done. */
  explainAuthorization(): void;
  /** Authorizes this computer again. One at a time: a press while it runs changes nothing. Resolves when it is over. */
  authorize(): Promise<void>;
  /** Ends what runs, or takes away what is told. What the server has been asked already is settled by the next check. */
  cancelAuthorization(): void;
  /** Pairs with the computer that shows this code. */
  pairHost(code: string): Promise<HostPaired['kind']>;
}

/** The controller half behind one view. */
export interface Authorization extends AuthorizationActions {
  readonly view: AuthorizationView;
  /** After a check or a repair: deletes the keys that nothing needs, and answers an open attempt by a refresh. */
  settle(): Promise<void>;
  /** Looks again at what is stored. */
  look(): void;
  /** Ends all work. */
  stop(): Promise<void>;
}

type Shown = Extract<AuthorizationView, { kind: 'failed' | 'hosts' }> | null;

/** Puts the controller half together; `onView` is called whenever the view may be another. */
export function createAuthorization(ports: ControllerPorts, onView: () => void): Authorization {
  const { state, clock, log } = ports;
  const life = new AbortController();
  const signIn = createOwnerWatch(ports, life.signal);
  let running: {
    step: 'explaining' | 'preparing' | 'browser' | 'finishing';
    cancel: AbortController;
  } | null = null;
  let shown: Shown = null;
  let pending: AuthorizationView = null;
  /** The person has closed what was told of an attempt whose end is not known: the button stays. */
  let isDismissed = false;
  let last: Promise<unknown> = Promise.resolve();

  function show(next: Shown): void {
    shown = next;
    onView();
  }

  function update(): void {
    const { owner } = signIn;
    const open = owner === null ? null : pendingOf(state.record.controller, owner);
    const isOpen = owner !== null && open !== null && storedOf(state, owner).length === 0;
    const next: AuthorizationView = !isOpen
      ? null
      : open.kind === 'unconfirmed' && !isDismissed
        ? { kind: 'failed', reason: 'unconfirmed' }
        : { kind: 'needed' };
    // Authorized by another program, or not needed any more: what was told about it is over.
    if (pending !== null && next === null && shown?.kind === 'failed') shown = null;
    // Of another account, or of an entry that is not there any more.
    if (shown?.kind === 'hosts' && (owner === null || storedOf(state, owner).length === 0)) shown = null;
    pending = next;
  }

  function look(): void {
    update();
    onView();
  }

  /** One piece of work after the other: two of them never have the same attempt in hand. */
  function queue<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  }

  /** For a port that breaks its promise not to reject. */
  function logBroken(error: unknown): void {
    log(`authorization: ${errorName(error)}`);
  }

  async function run(cancel: AbortController): Promise<void> {
    const signal = AbortSignal.any([cancel.signal, life.signal]);
    const result = await authorize(ports, signal, (step) => {
      running = { step, cancel };
      onView();
    }).catch((error: unknown) => {
      // The window must not be left waiting; what was under way is settled by the next check.
      logBroken(error);
      return { kind: 'failed', reason: 'refused' } as const;
    });
    log(`authorization: ${result.kind === 'failed' ? result.reason : result.kind}`);
    isDismissed = false;
    await signIn.look();
    const hosts = result.kind === 'failed' ? null : await hostsNow();
    running = null;
    update();
    show(
      result.kind === 'failed'
        ? { kind: 'failed', reason: reasonFor(result.reason, cancel, pending) }
        : { kind: 'hosts', hosts },
    );
  }

  async function hostsNow() {
    const found = controllerNow();
    if (found === null) return null;
    const hosts = await readHosts(found.connection, found.clientId, ownEnvironmentId());
    return hosts && hosts.map(({ name, online, paired }) => ({ name, online, paired }));
  }

  function controllerNow() {
    const { owner } = signIn;
    const [entry] = owner === null ? [] : storedOf(state, owner);
    if (owner === null || entry === undefined) return null;
    return { connection: connectionFor(ports, owner, life.signal), clientId: entry.clientId };
  }

  function ownEnvironmentId(): string | null {
    const id = state.get([PAIRING_KEYS.environmentId]);
    return typeof id === 'string' ? id : null;
  }

  return {
    get view(): AuthorizationView {
      if (running !== null) return { kind: 'running', step: running.step };
      return shown ?? pending;
    },
    look,
    explainAuthorization() {
      // The computers to pair are what is left to do: nothing takes their place but "Done".
      if (running !== null || shown?.kind === 'hosts') return;
      look();
      if (ports.ownsFiles?.() === false) return show({ kind: 'failed', reason: 'app-running' });
      if (pending === null) return show({ kind: 'failed', reason: 'not-needed' });
      running = { step: 'explaining', cancel: new AbortController() };
      onView();
    },
    async authorize() {
      if (running !== null && running.step !== 'explaining') return;
      const cancel = new AbortController();
      running = { step: 'preparing', cancel };
      shown = null;
      onView();
      // What is under way before it may take its time, and a cancel does not wait for it.
      await endWith(cancel.signal, last).catch(() => undefined);
      if (life.signal.aborted) return;
      if (!cancel.signal.aborted) return queue(() => run(cancel));
      running = null;
      update();
      show({ kind: 'failed', reason: 'cancelled' });
    },
    cancelAuthorization() {
      if (running?.step === 'explaining') running = null;
      running?.cancel.abort();
      isDismissed = running === null;
      update();
      show(null);
    },
    async pairHost(code) {
      const found = controllerNow();
      if (found === null) return signIn.owner === null ? 'refused' : 'not-authorized';
      const paired = await pairHost(found.connection, clock, found.clientId, code);
      log(`host: ${paired.kind}`);
      if (paired.kind === 'paired') {
        const host = REMOTE_CONTROL_HOST_PREFIX + paired.environmentId;
        const path = [PAIRING_KEYS.autoConnectByHostId, host] as const;
        state.write({ path, op: 'set', value: true, epoch: state.epoch });
      }
      const hosts = await hostsNow();
      if (shown?.kind === 'hosts') show({ kind: 'hosts', hosts });
      return paired.kind;
    },
    settle: () =>
      queue(async () => {
        if (life.signal.aborted || ports.ownsFiles?.() === false) return;
        await signIn.look();
        look();
        const deleted = await deleteQueuedKeys(state, ports.deviceKeys);
        if (deleted > 0) log(`device keys: ${deleted} deleted`);
        const { owner } = signIn;
        const settled = owner && (await settleUnconfirmed(ports, owner, life.signal, 'long-ago'));
        if (settled !== null && settled.kind !== 'none') log(`authorization: ${settled.kind}`);
        look();
      }).catch(logBroken),
    async stop() {
      life.abort();
      await last;
    },
  };
}

/** A request that a cancel has ended looks like a network that is away; an attempt that is still open was not cancelled. */
function reasonFor(
  reason: AuthorizationReason,
  { signal }: AbortController,
  pending: AuthorizationView,
): AuthorizationReason {
  return signal.aborted && pending?.kind !== 'failed' ? 'cancelled' : reason;
}
