import type { Account, Client, Environment, Server } from '../world/world.ts';

/** A copy of what the service knows of an environment. */
export function environmentView(environment: Environment): Environment {
  return { ...environment };
}

/** What the service knows of a client, in plain JSON. */
export interface ClientView extends Omit<Client, 'environmentIds'> {
  readonly environmentIds: string[];
}

/** What the service knows of an account, in plain JSON. */
export interface AccountView {
  readonly accountId: string;
  readonly userId: string;
  readonly mfaRequirement: string;
  /** Whether enrolling a server is refused for want of multi-factor authentication. */
  readonly refusesEnrollment: boolean;
  readonly clients: ClientView[];
  readonly environments: Environment[];
  readonly servers: Server[];
  /** The clients that were revoked. */
  readonly revokedClientIds: string[];
}

function clientView(client: Client): ClientView {
  return { ...client, environmentIds: [...client.environmentIds] };
}

/** A copy of what the service knows of an account. */
export function accountView(account: Account): AccountView {
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
