import type * as z from 'zod/mini';
import type { AppServer, CallOutcome } from './contract.ts';
import type { Conversation } from './conversation.ts';
import type { GetAuthStatusParams } from './protocol/GetAuthStatusParams.ts';
import type { RemoteControlClientsListParams } from './protocol/v2/RemoteControlClientsListParams.ts';
import type { RemoteControlClientsRevokeParams } from './protocol/v2/RemoteControlClientsRevokeParams.ts';
import type { RemoteControlEnableParams } from './protocol/v2/RemoteControlEnableParams.ts';
import type { RemoteControlPairingStartParams } from './protocol/v2/RemoteControlPairingStartParams.ts';
import type { RemoteControlPairingStatusParams } from './protocol/v2/RemoteControlPairingStatusParams.ts';
import { readReply } from './reply.ts';
import {
  authStatusSchema,
  clientPageSchema,
  emptySchema,
  pairingStateSchema,
  startedPairingSchema,
  statusSchema,
} from './schemas.ts';

/** The methods in use, each with the parameters the app-server declares for it. */
interface Parameters {
  getAuthStatus: GetAuthStatusParams;
  'remoteControl/enable': RemoteControlEnableParams;
  'remoteControl/pairing/start': RemoteControlPairingStartParams;
  'remoteControl/pairing/status': RemoteControlPairingStatusParams;
  'remoteControl/client/list': RemoteControlClientsListParams;
  'remoteControl/client/revoke': RemoteControlClientsRevokeParams;
}

type Methods = Pick<
  AppServer,
  'enable' | 'startPairing' | 'readPairing' | 'listClients' | 'readAuthStatus' | 'revokeClient'
>;

/** What may be asked of an app-server, as functions. */
export function createMethods(conversation: Conversation): Methods {
  async function ask<M extends keyof Parameters, T>(
    method: M,
    params: Parameters[M],
    schema: z.ZodMiniType<T>,
  ): Promise<CallOutcome<T>> {
    return readReply(await conversation.request(method, params), schema);
  }

  return {
    enable: () => ask('remoteControl/enable', {}, statusSchema),
    startPairing: () => ask('remoteControl/pairing/start', { manualCode: true }, startedPairingSchema),
    readPairing: (code) => ask('remoteControl/pairing/status', code, pairingStateSchema),
    listClients: (params) => ask('remoteControl/client/list', params, clientPageSchema),
    readAuthStatus: () => ask('getAuthStatus', { includeToken: true, refreshToken: true }, authStatusSchema),
    async revokeClient(params) {
      const outcome = await ask('remoteControl/client/revoke', params, emptySchema);
      return outcome.kind === 'ok' ? { kind: 'ok', value: undefined } : outcome;
    },
  };
}
