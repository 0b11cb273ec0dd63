import type { SignIn } from '../../codexHome/index.ts';
import type { Owner } from './pending.ts';
import { ownerOf, type ControllerPorts } from './ports.ts';

/** Who is signed in, at any moment: `auth.json` is read each time, the system's key ring only by `look`, because that takes the app-server. */
export interface OwnerWatch {
  readonly owner: Owner | null;
  /** Asks the app-server, where it alone can read the sign-in. Never rejects. */
  look(): Promise<void>;
}

/** Knows nothing of a key ring before the first look; asking ends with `signal`. */
export function createOwnerWatch(
  { readHome, readSignIn }: Pick<ControllerPorts, 'readHome' | 'readSignIn'>,
  signal: AbortSignal,
): OwnerWatch {
  let handed: SignIn | null = null;
  return {
    get owner() {
      const home = readHome();
      return ownerOf(
        handed !== null && home.signIn.kind === 'in-key-ring' ? { ...home, signIn: handed } : home,
      );
    },
    async look() {
      if (readHome().signIn.kind !== 'in-key-ring') return;
      try {
        handed = (await readSignIn?.(signal)) ?? null;
      } catch {
        handed = null;
      }
    },
  };
}
