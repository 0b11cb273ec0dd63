import type { Account, Client, Environment } from '../world/world.ts';

/** A copy of what the service knows of an environment. */
export function environmentView(environment: Environment): Environment {
  return { ...environment };
}

function clientView(client: Client) {
  return { ...client, environmentIds: [...client.environmentIds] };
}

/** A copy of what the service knows of an account, in plain JSON. */
export function accountView(account: Account) {
  const { accountId, userId, mfaRequirement, refusesEnrollment } = account;
  return {
    accountId,
    userId,
    mfaRequirement,
    refusesEnrollment,
    clients: [...account.clients.values()].map(clientView),
    environments: [...account.environments.values()].map(environmentView),
    servers: [...account.servers.values()],
    revokedClientIds: [...account.revocations.keys()],
  };
}
