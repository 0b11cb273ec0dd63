import type { DeviceIdentity, Start } from '../../electron/main/remoteControl/index.ts';

/** The key of the worked example: its private scalar is 1, so that anyone can check it. Never use it for anything else. */
export const EXAMPLE_IDENTITY: DeviceIdentity = {
  keyId: `dk_osn_${'A'.repeat(43)}`,
  algorithm: 'ecdsa_p256_sha256',
  protectionClass: 'os_protected_nonextractable',
  publicKeySpkiDerBase64:
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==',
};

/** The answer of a start call in the worked example, with changes to its challenge. */
export function exampleStart(step: 'enroll' | 'refresh', change: object = {}): Start {
  return {
    client_id: 'cli_example',
    account_user_id: 'user-example__acc-example',
    device_key_challenge: {
      type: 'device_key_challenge',
      purpose: 'remote_control_client_enrollment',
      audience: 'remote_control_client_enrollment',
      challenge_id: 'rch_example',
      challenge_token: 'ct_example',
      challenge_expires_at: 1_900_000_000,
      nonce: 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
      account_user_id: 'user-example__acc-example',
      client_id: 'cli_example',
      target_origin: 'https://chatgpt.com',
      target_path: `/backend-api/codex/remote/control/client/${step}/finish`,
      device_identity_hash: null,
      ...change,
    },
  };
}
