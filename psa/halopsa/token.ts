import { z } from 'zod';
import { withDeadline } from '../../model/deadline.ts';
import { OutsideError } from '../../model/errors.ts';
import type { HaloConfig, HaloDeps } from './config.ts';
import { unreachable } from './failure.ts';
import { looseNumber } from './wire.ts';

const DEADLINE = 10_000;
/** How long before its expiry a token is renewed, ms; it must outlive the request it is sent with. */
const MARGIN = 60_000;

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: looseNumber.nullish() });

export interface TokenSource {
  /** Returns a token that is valid for the next request. Concurrent callers share one token request. */
  get(): Promise<string>;
  /** Drops a token that Halo answered with 401; the next `get` requests a new one. */
  reject(token: string): void;
}

/** docs/platform/halopsa.md, “A token comes from a form with client credentials”. */
export function createTokenSource(config: HaloConfig, deps: HaloDeps): TokenSource {
  let held: { token: string; until: number } | undefined;
  let pending: Promise<string> | undefined;
  const url = new URL(`${config.authUrl.replace(/\/+$/, '').replace(/\/token$/, '')}/token`);
  url.searchParams.set('tenant', config.tenant);

  async function request(): Promise<string> {
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: config.clientId,
      client_secret: config.clientSecret,
      scope: 'all',
    });
    const { status, text } = await withDeadline(deps.clock, DEADLINE, async (signal) => {
      const answer = await deps.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: body.toString(),
        redirect: 'manual',
        signal,
      });
      return { status: answer.status, text: await answer.text() };
    }).catch((thrown: unknown) => {
      throw unreachable('read', thrown, 'the token request');
    });
    if (status === 429 || status >= 500) {
      const why = `HaloPSA gave no token (${status})`;
      throw new OutsideError('PSA_UNREACHABLE', why, { done: 'no', retry: 'later', status });
    }
    const parsed = status === 200 ? tokenAnswer.safeParse(parseJson(text)) : undefined;
    if (!parsed?.success) {
      // The error does not quote the body: an echo of the request would contain the secret.
      const why = `HaloPSA refused client ${config.clientId} a token (${status})`;
      throw new OutsideError('PSA_AUTH', why, { done: 'no', retry: 'later', status });
    }
    const life = (parsed.data.expires_in ?? 3_600) * 1_000;
    held = { token: parsed.data.access_token, until: deps.clock.now() + Math.max(life - MARGIN, life / 2) };
    return held.token;
  }

  return {
    async get() {
      if (held && deps.clock.now() < held.until) return held.token;
      pending ??= request().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    reject(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
