import { newManualCode, newSecret } from './ids.ts';
import type { Account, Client, PairingCode, Server, ServiceState } from './world.ts';

/** How long a pairing code holds, in milliseconds. */
const DEFAULT_LIFETIME = 600_000;

/** A new code for `server`; with a second form to type where `manual` is set. */
export function issuePairingCode(
  world: ServiceState,
  account: Account,
  server: Server,
  manual: boolean,
): PairingCode {
  const code: PairingCode = {
    pairingCode: newSecret(),
    manualPairingCode: manual ? newManualCode() : null,
    accountId: account.accountId,
    serverId: server.serverId,
    environmentId: server.environmentId,
    expiresAt: world.clock.now() + DEFAULT_LIFETIME,
    claimedBy: null,
  };
  world.pairingCodes.push(code);
  return code;
}

/** A code in one of its two forms, as the wire has them. */
export type CodeForm = { readonly pairing_code: string } | { readonly manual_pairing_code: string };

/** Looks a code up in the form in which it was given; the form to type is read as a person writes it, in either case. */
export function findPairingCode(world: ServiceState, form: CodeForm): PairingCode | null {
  const isCode =
    'pairing_code' in form
      ? ({ pairingCode }: PairingCode) => pairingCode === form.pairing_code
      : ({ manualPairingCode }: PairingCode) =>
          manualPairingCode === form.manual_pairing_code.trim().toUpperCase();
  return world.pairingCodes.find(isCode) ?? null;
}

/** What claiming a code came to. */
export type Claim =
  | { readonly kind: 'claimed'; readonly environmentId: string }
  | { readonly kind: 'unknown' | 'expired' | 'claimed-before' };

/** A phone claims a code of its own account: it is enrolled from then on and paired with the code's environment. */
export function claimPairingCode(
  world: ServiceState,
  account: Account,
  client: Client,
  form: CodeForm,
): Claim {
  const found = findPairingCode(world, form);
  if (found === null || found.accountId !== account.accountId || !account.servers.has(found.serverId)) {
    return { kind: 'unknown' };
  }
  if (found.expiresAt <= world.clock.now()) return { kind: 'expired' };
  if (found.claimedBy !== null) return { kind: 'claimed-before' };
  found.claimedBy = client.clientId;
  client.enrollmentStatus = 'enrolled_device_key';
  client.lastSeenAt = world.clock.now();
  client.environmentIds.add(found.environmentId);
  return { kind: 'claimed', environmentId: found.environmentId };
}
