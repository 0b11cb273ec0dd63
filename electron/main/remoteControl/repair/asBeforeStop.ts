import type { RepairPorts } from './ports.ts';

/**
 * The same ports with what only the running app-server tells, as it is now. To ask it who is signed in once it has been
 * stopped would start it again, in the middle of a repair. And the service shows its environment online for a moment longer:
 * what we were connected as is no copied computer's.
 */
export async function asBeforeStop(ports: RepairPorts, signal: AbortSignal): Promise<RepairPorts> {
  const { readSignIn, readHome, localFacts } = ports;
  const { connectedEnvironmentId } = localFacts();
  const kept: RepairPorts = { ...ports, localFacts: () => ({ ...localFacts(), connectedEnvironmentId }) };
  if (readSignIn === undefined || readHome().signIn.kind !== 'in-key-ring') return kept;
  const signIn = await readSignIn(signal);
  return { ...kept, readSignIn: async () => signIn };
}
