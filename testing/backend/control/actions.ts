import { z } from 'zod';
import { faultSchema } from '../faults/fault.ts';
import type { FaultScript } from '../faults/script.ts';
import type { RequestLog } from '../log/requestLog.ts';
import type { Connections } from '../websocket/connections.ts';
import { accountNamed, addAccount, mintAuth } from '../world/accounts.ts';
import { addClient, revokeClient } from '../world/clients.ts';
import { addEnvironment, deleteEnvironment } from '../world/environments.ts';
import { claimPairingCode, issuePairingCode } from '../world/pairing.ts';
import { issueStepUpToken } from '../world/reauthentication.ts';
import { addServer } from '../world/servers.ts';
import type { ServiceState } from '../world/world.ts';
import { action } from './action.ts';
import { accountView, environmentView } from './views.ts';

const ofAccount = z.strictObject({ accountId: z.string() });
const ofClient = ofAccount.extend({ clientId: z.string() });
const ofEnvironment = ofAccount.extend({ environmentId: z.string() });

/** The actions of `contract.ts`, each with the shape of its input. */
export type Actions = ReturnType<typeof createActions>;

/** The actions on these parts. */
export function createActions(
  world: ServiceState,
  connections: Connections,
  faults: FaultScript,
  log: RequestLog,
) {
  const environmentNamed = (accountId: string, environmentId: string) => {
    const environment = accountNamed(world, accountId).environments.get(environmentId);
    if (environment === undefined)
      throw new Error(`Account "${accountId}" has no environment "${environmentId}".`);
    return environment;
  };

  return {
    addAccount: action(
      z.strictObject({
        accountId: z.string().optional(),
        userId: z.string().optional(),
        email: z.string().optional(),
        plan: z.string().optional(),
        accountUserId: z.string().optional(),
      }),
      (input) => accountView(addAccount(world, input)),
    ),

    mintAuth: action(ofAccount.extend({ expiresAt: z.number().optional() }), (input) =>
      mintAuth(world, accountNamed(world, input.accountId), input.expiresAt),
    ),

    revokeTokens: action(ofAccount, ({ accountId }) => {
      accountNamed(world, accountId).tokensValidFrom = world.clock.now() + 1;
    }),

    setMfa: action(
      ofAccount.extend({ requirement: z.string().optional(), refusesEnrollment: z.boolean().optional() }),
      ({ accountId, requirement, refusesEnrollment }) => {
        const account = accountNamed(world, accountId);
        account.mfaRequirement = requirement ?? account.mfaRequirement;
        account.refusesEnrollment = refusesEnrollment ?? account.refusesEnrollment;
      },
    ),

    setBrowser: action(
      z.strictObject({
        signedInAs: z.string().nullable().optional(),
        reauthentication: z
          .strictObject({
            accountId: z.string(),
            how: z.enum(['confirmed', 'stale-password', 'wide-scope', 'without-second-factor']),
          })
          .optional(),
      }),
      ({ signedInAs, reauthentication }) => {
        if (signedInAs !== undefined) world.browserAccountId = signedInAs;
        if (reauthentication) {
          accountNamed(world, reauthentication.accountId).reauthentication = reauthentication.how;
        }
      },
    ),

    mintStepUp: action(ofAccount, ({ accountId }) => issueStepUpToken(world, accountNamed(world, accountId))),

    showCode: action(ofEnvironment, ({ accountId, environmentId }) => {
      const account = accountNamed(world, accountId);
      const server = [...account.servers.values()].find((each) => each.environmentId === environmentId);
      if (server === undefined) throw new Error(`Environment "${environmentId}" has no server.`);
      return issuePairingCode(world, account, server, true).manualPairingCode ?? '';
    }),

    addClient: action(
      ofAccount.extend({
        clientId: z.string().optional(),
        accountUserId: z.string().optional(),
        enrollmentStatus: z.enum(['pending_enrollment', 'enrolled_device_key']).optional(),
        displayName: z.string().optional(),
        deviceType: z.string().optional(),
        platform: z.string().optional(),
        environmentIds: z.array(z.string()).optional(),
        deviceKey: z
          .strictObject({
            keyId: z.string(),
            algorithm: z.string(),
            protectionClass: z.string(),
            spki: z.string(),
          })
          .optional(),
        createdAt: z.number().optional(),
      }),
      ({ accountId, ...details }) => {
        const { clientId, accountUserId } = addClient(world, accountNamed(world, accountId), details);
        return { clientId, accountUserId };
      },
    ),

    revokeClient: action(
      ofClient.extend({
        why: z.enum(['revoked', 'key-material-missing']).optional(),
        status: z.union([z.literal(403), z.literal(404)]).optional(),
      }),
      ({ accountId, clientId, why = 'revoked', status = 403 }) =>
        revokeClient(accountNamed(world, accountId), clientId, { why, status }),
    ),

    deleteClient: action(ofClient, ({ accountId, clientId }) => {
      const account = accountNamed(world, accountId);
      account.revocations.delete(clientId);
      return account.clients.delete(clientId);
    }),

    addEnvironment: action(
      ofAccount.extend({
        environmentId: z.string().optional(),
        installationId: z.string().nullish(),
        serverId: z.string().optional(),
        displayName: z.string().optional(),
        hostName: z.string().optional(),
        online: z.boolean().optional(),
        os: z.string().optional(),
        clientType: z.string().optional(),
        clientName: z.string().optional(),
        lastSeenAt: z.number().optional(),
      }),
      ({ accountId, serverId, ...details }) => {
        const account = accountNamed(world, accountId);
        const environment = addEnvironment(world, account, details);
        if (serverId !== undefined) {
          if (environment.installationId === null) throw new Error('A server needs an installationId.');
          addServer(account, environment.environmentId, environment.installationId, serverId);
        }
        return environmentView(environment);
      },
    ),

    setOnline: action(
      ofEnvironment.extend({ online: z.boolean() }),
      ({ accountId, environmentId, online }) => {
        environmentNamed(accountId, environmentId).online = online;
      },
    ),

    deleteEnvironment: action(
      ofEnvironment.extend({ closeSockets: z.boolean().optional() }),
      ({ accountId, environmentId, closeSockets = false }) => {
        if (closeSockets) connections.close(environmentId);
        return deleteEnvironment(accountNamed(world, accountId), environmentId);
      },
    ),

    forgetServer: action(ofEnvironment, ({ accountId, environmentId }) => {
      const { servers } = accountNamed(world, accountId);
      const found = [...servers.values()].filter((server) => server.environmentId === environmentId);
      for (const { serverId } of found) servers.delete(serverId);
      return found.length > 0;
    }),

    closeSockets: action(z.strictObject({ environmentId: z.string().optional() }).optional(), (input) =>
      connections.close(input?.environmentId),
    ),

    pairingCodes: action(z.undefined(), () => world.pairingCodes.map((code) => ({ ...code }))),

    claimCode: action(
      ofAccount.extend({ code: z.string(), displayName: z.string().optional() }),
      ({ accountId, code, displayName }) => {
        const account = accountNamed(world, accountId);
        const phone = addClient(world, account, { displayName, enrollmentStatus: 'pending_enrollment' });
        const form = /^\w{4}-\w{4}$/.test(code.trim())
          ? { manual_pairing_code: code }
          : { pairing_code: code };
        return { clientId: phone.clientId, claim: claimPairingCode(world, account, phone, form) };
      },
    ),

    moveTime: action(z.strictObject({ milliseconds: z.number() }), ({ milliseconds }) =>
      world.clock.move(milliseconds),
    ),

    addFault: action(faultSchema, (fault) => faults.add(fault)),
    clearFaults: action(z.undefined(), () => faults.clear()),

    requests: action(z.undefined(), () => structuredClone(log.entries)),
    clearRequests: action(z.undefined(), () => log.clear()),

    account: action(ofAccount, ({ accountId }) => accountView(accountNamed(world, accountId))),

    reset: action(z.undefined(), () => {
      connections.close();
      world.clear();
      faults.clear();
      log.clear();
    }),
  };
}
