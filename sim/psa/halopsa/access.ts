import type { Clock } from '../../../model/clock.ts';
import { ok, refused, type Answer } from './answer.ts';

/** Tokens and the request limit of a tenant. */
export function accessControl(o: {
  clock: Clock;
  tenant: string;
  clientId: string;
  clientSecret: string;
  /** Seconds. */
  tokenLife: number;
  /** docs/platform/halopsa.md, “The request budget is 300 or 500 in five minutes”. */
  limit: { requests: number; windowMs: number };
}) {
  const tokens = new Map<string, number>();
  let count = 0;
  let recent: number[] = [];

  return {
    /** docs/platform/halopsa.md, “A token comes from a form with client credentials”. */
    token(tenant: string | undefined, form: URLSearchParams): Answer {
      if (tenant !== undefined && tenant !== o.tenant) return refused('{"error":"invalid_tenant"}');
      if (form.get('grant_type') !== 'client_credentials') return refused('{"error":"unsupported_grant_type"}');
      if (form.get('client_id') !== o.clientId || form.get('client_secret') !== o.clientSecret) {
        return refused('{"error":"invalid_client"}');
      }
      count += 1;
      const token = `halo-token-${count}`;
      tokens.set(token, o.clock.now() + o.tokenLife * 1_000);
      return ok({ access_token: token, token_type: 'Bearer', expires_in: o.tokenLife, scope: form.get('scope') ?? '' });
    },
    /** Returns `undefined` if the request may pass. The limit counts refused requests too; there is no Retry-After. */
    refuse(authorization: string | undefined): Answer | undefined {
      const now = o.clock.now();
      recent = recent.filter((at) => at > now - o.limit.windowMs);
      if (recent.length >= o.limit.requests) return { status: 429, body: 'Too Many Requests' };
      recent.push(now);
      const expiry = tokens.get(/^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? '');
      if (expiry === undefined || expiry <= now) return { status: 401, body: 'Unauthorized' };
      return undefined;
    },
    /** Revokes all tokens, as an administrator can. */
    revokeTokens() {
      tokens.clear();
    },
    get tokensGiven() {
      return count;
    },
  };
}
