import { randomUUID } from 'node:crypto';
import { JwtTokenProviderFactory } from 'botframework-connector';
import { z } from 'zod';
import { certificateAssertion } from '../model/certificate-assertion.ts';
import type { Clock } from '../model/clock.ts';
import { withDeadline } from '../model/deadline.ts';
import { OutsideError } from '../model/errors.ts';
import type { BotConfig } from './config.ts';
import { wireError } from './connector-errors.ts';
import type { IssuedToken } from './token.ts';

const ANSWER_WITHIN_MS = 10_000;
/** External tokens carry no expiry time; their source must keep each one valid for this long. */
const FOREIGN_TOKEN_MS = 5 * 60_000;

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });
const refusalSchema = z.object({ error: z.string(), error_description: z.string().optional() });

/**
 * Requests tokens for the connector. Secrets and certificates use Entra's client credentials flow directly
 * (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow), for the reason in
 * docs/platform/teams.md, “MSAL refuses addresses without https and waits without end”. A managed identity uses the
 * SDK's token provider.
 */
export function tokenIssuer(
  config: BotConfig,
  o: { fetch: typeof fetch; clock: Clock; wallClock: Pick<Clock, 'now'> },
): () => Promise<IssuedToken> {
  const { credential, cloud } = config;
  const scope = `${cloud.ToChannelFromBotOAuthScope}/.default`;
  const tokenUrl = `${cloud.ToChannelFromBotLoginUrl.replace(/\/+$/, '')}/oauth2/v2.0/token`;
  const ask = (proof: Record<string, string>) =>
    requestToken(tokenUrl, { client_id: config.appId, grant_type: 'client_credentials', scope, ...proof }, o);

  if (credential === undefined) throw new Error('tokenIssuer needs a credential');
  if ('token' in credential) {
    return async () => ({ token: await credential.token(), expiresAt: o.clock.now() + FOREIGN_TOKEN_MS });
  }
  if ('secret' in credential) return () => ask({ client_secret: credential.secret });
  if ('certificate' in credential) {
    const proof = () => ({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: certificateAssertion(
        { appId: config.appId, tokenUrl, now: o.wallClock.now(), id: randomUUID() },
        credential.certificate,
      ),
    });
    return () => ask(proof());
  }
  const identity = new JwtTokenProviderFactory().createAzureServiceTokenProvider(config.appId);
  return async () => {
    const issued = await withDeadline(o.clock, ANSWER_WITHIN_MS, (abortSignal) =>
      identity.getToken(scope, { abortSignal }),
    ).catch((error: unknown) => {
      throw new OutsideError('TEAMS_UNREACHABLE', 'The managed identity returned no token', {
        done: 'no',
        retry: 'later',
        cause: error,
      });
    });
    return { token: issued.token, expiresAt: issued.expiresOnTimestamp };
  };
}

async function requestToken(
  url: string,
  form: Record<string, string>,
  o: { fetch: typeof fetch; clock: Clock },
): Promise<IssuedToken> {
  const { status, text } = await withDeadline(o.clock, ANSWER_WITHIN_MS, async (signal) => {
    const answer = await o.fetch(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
      signal,
    });
    return { status: answer.status, text: await answer.text() };
  }).catch((error: unknown) => {
    const { message, cause } = wireError('a token', error);
    throw new OutsideError('TEAMS_UNREACHABLE', message, { done: 'no', retry: 'later', cause });
  });
  const parsed = tokenSchema.safeParse(readJson(text));
  if (status === 200 && parsed.success) {
    return { token: parsed.data.access_token, expiresAt: o.clock.now() + parsed.data.expires_in * 1000 };
  }
  // Retried like an outage: an admin can fix a wrong or expired secret, and no message should be lost meanwhile.
  throw new OutsideError('TEAMS_REFUSED', `Entra returned no token: ${status} ${refusalOf(text)}`.trim(), {
    done: 'no',
    retry: 'later',
    status,
  });
}

/** The error's code and Entra's error number. The description is dropped because it may quote what was sent. */
function refusalOf(text: string): string {
  const parsed = refusalSchema.safeParse(readJson(text));
  if (!parsed.success) return '';
  const number = /AADSTS\d+/.exec(parsed.data.error_description ?? '')?.[0];
  return [parsed.data.error.slice(0, 60), number].filter((part) => part !== undefined).join(' ');
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
