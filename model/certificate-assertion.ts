import { constants, createPrivateKey, sign } from 'node:crypto';

const VALID_S = 300;

/**
 * Proves possession of a certificate's key to Entra:
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 * A SHA-1 thumbprint is used with RS256 and x5t, a SHA-256 thumbprint with PS256 and x5t#S256. `now` is the machine's
 * own time in ms, because Entra compares it with its own clock. `id` must be new each time.
 */
export function certificateAssertion(
  o: { readonly appId: string; readonly tokenUrl: string; readonly now: number; readonly id: string },
  certificate: { readonly thumbprint: string; readonly key: string },
): string {
  const print = Buffer.from(certificate.thumbprint.replaceAll(':', ''), 'hex');
  const sha256 = print.length === 32;
  const named = print.toString('base64url');
  const seconds = Math.floor(o.now / 1000);
  const signed = [
    { typ: 'JWT', ...(sha256 ? { alg: 'PS256', 'x5t#S256': named } : { alg: 'RS256', x5t: named }) },
    { aud: o.tokenUrl, iss: o.appId, sub: o.appId, jti: o.id, nbf: seconds, iat: seconds, exp: seconds + VALID_S },
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
