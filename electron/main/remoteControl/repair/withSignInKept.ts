import type { RepairPorts } from './ports.ts';

/**
 * The same ports with the sign-in that only the app-server can read as it is now: to ask it once it has been stopped would
 * start it again, in the middle of a repair.
 */
export async function withSignInKept(ports: RepairPorts, signal: AbortSignal): Promise<RepairPorts> {
  const { readSignIn, readHome } = ports;
  if (readSignIn === undefined || readHome().signIn.kind !== 'in-key-ring') return ports;
  const signIn = await readSignIn(signal);
  return { ...ports, readSignIn: async () => signIn };
}
