import { constants, createPrivateKey, randomUUID, sign } from 'node:crypto';

const VALID_S = 300;

/**
 * Proves possession of the certificate's key: https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 * A SHA-1 thumbprint goes with RS256 and x5t, a SHA-256 one with PS256 and x5t#S256. The times are the machine's: Entra
 * compares them with its own.
 */
export function certificateAssertion(
  appId: string,
  tokenUrl: string,
  certificate: { readonly thumbprint: string; readonly key: string },
): string {
  const print = Buffer.from(certificate.thumbprint.replaceAll(':', ''), 'hex');
  const sha256 = print.length === 32;
  const named = print.toString('base64url');
  const seconds = Math.floor(Date.now() / 1000);
  const signed = [
    { typ: 'JWT', ...(sha256 ? { alg: 'PS256', 'x5t#S256': named } : { alg: 'RS256', x5t: named }) },
    { aud: tokenUrl, iss: appId, sub: appId, jti: randomUUID(), nbf: seconds, iat: seconds, exp: seconds + VALID_S },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const key = createPrivateKey(certificate.key);
  const signature = sign(
    'sha256',
    Buffer.from(signed),
    sha256 ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : key,
  );
  return `${signed}.${signature.toString('base64url')}`;
}
