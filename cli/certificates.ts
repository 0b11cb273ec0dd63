import { readFileSync } from 'node:fs';

/** With these a chain ends at an authority that isn't known: the system may know it where Node doesn't. */
const UNKNOWN_AUTHORITY: ReadonlySet<unknown> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether a connection failed because its certificate's authority isn't known. */
export function isUnknownAuthority(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNKNOWN_AUTHORITY.has(error.code);
}

/** Where systems without a store of their own keep what they trust. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/**
 * The certificates that Node trusts (with `NODE_EXTRA_CA_CERTS`) and those of the system, in PEM. Node before 22.15 can't ask
 * the system: there the files of Linux and BSD are read.
 */
export async function trustedCertificates(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const tls = await import('node:tls');
  if ('getCACertificates' in tls) {
    return [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  }
  const { SSL_CERT_FILE, NODE_EXTRA_CA_CERTS } = env;
  const files = [NODE_EXTRA_CA_CERTS, ...(SSL_CERT_FILE ? [SSL_CERT_FILE] : BUNDLES)];
  return [
    ...(tls as { rootCertificates: readonly string[] }).rootCertificates,
    ...files.flatMap(certificatesIn),
  ];
}

function certificatesIn(file: string | undefined): readonly string[] {
  try {
    return (
      readFileSync(file ?? '', 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ??
      []
    );
  } catch {
    return [];
  }
}
