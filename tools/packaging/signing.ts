import type { ForgeConfig } from '@electron-forge/shared-types';

type Packager = NonNullable<ForgeConfig['packagerConfig']>;

/** What is signed, and how. What is absent is not done. */
export interface Signing {
  readonly macOS: NonNullable<Exclude<Packager['osxSign'], true>>;
  readonly notarization: Extract<Packager['osxNotarize'], { appleApiKey: string }> | undefined;
  readonly windows: { readonly certificateFile: string; readonly certificatePassword: string } | undefined;
}

/**
 * Reads from the environment how to sign; nothing of it is in a file. On macOS: `APPLE_IDENTITY` (a Developer ID), else an ad-hoc
 * signature, without which a download counts as damaged on Apple silicon; notarized with `APPLE_API_KEY` (a path),
 * `APPLE_API_KEY_ID` and `APPLE_API_ISSUER`, all three, and only under an identity. On Windows: `WINDOWS_CERTIFICATE_FILE` and
 * `WINDOWS_CERTIFICATE_PASSWORD`.
 */
export function signingOf(env: NodeJS.ProcessEnv): Signing {
  const named = (name: string): string | undefined => env[name] || undefined;
  const identity = named('APPLE_IDENTITY');
  const [appleApiKey, appleApiKeyId, appleApiIssuer] = [
    named('APPLE_API_KEY'),
    named('APPLE_API_KEY_ID'),
    named('APPLE_API_ISSUER'),
  ];
  const [certificateFile, certificatePassword] = [
    named('WINDOWS_CERTIFICATE_FILE'),
    named('WINDOWS_CERTIFICATE_PASSWORD'),
  ];
  const mayNotarize = identity !== undefined && appleApiKey && appleApiKeyId && appleApiIssuer;
  return {
    // The hardened runtime refuses libraries of another signer, and every ad-hoc signature is one of its own.
    macOS:
      identity === undefined
        ? { identity: '-', identityValidation: false, optionsForFile: () => ({ hardenedRuntime: false }) }
        : { identity },
    notarization: mayNotarize ? { appleApiKey, appleApiKeyId, appleApiIssuer } : undefined,
    windows: certificateFile && certificatePassword ? { certificateFile, certificatePassword } : undefined,
  };
}
