import { DefaultAzureCredential } from '@azure/identity';
import { z } from 'zod';
import type { Clock } from '../model/clock.ts';
import { PUBLIC_CLOUD } from '../model/cloud.ts';
import { withDeadline } from '../model/deadline.ts';
import { CallboardError } from '../model/errors.ts';

/** A store for secrets outside this machine. Throws CallboardError SECRET_UNREACHABLE, CONFIG_INVALID. */
export interface SecretVault {
  /** The newest enabled version of a secret. */
  secret(name: string): Promise<string>;
}

const answer = z.object({ value: z.string().min(1) });
const DEADLINE_MS = 10_000;

/**
 * Azure Key Vault, over its REST interface: GET {vault}/secrets/{name}?api-version=7.4
 * (https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret). The identity needs the role
 * "Key Vault Secrets User". Tokens are sent only to *.vault.azure.net or to this machine, so that an address in the
 * settings cannot be used to steal them.
 */
export function keyVault(o: {
  url: string;
  fetch: typeof fetch;
  clock: Clock;
  token: () => Promise<string>;
}): SecretVault {
  const { hostname, protocol, origin } = new URL(o.url);
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (!local && !(protocol === 'https:' && hostname.endsWith(`.${new URL(PUBLIC_CLOUD.vault).hostname}`)))
    throw new CallboardError('CONFIG_INVALID', `${hostname} is not a Key Vault`);
  return {
    secret: async (name) => {
      const response = await withDeadline(o.clock, DEADLINE_MS, async (signal) => {
        const headers = { authorization: `Bearer ${await o.token()}` };
        const got = await o.fetch(`${origin}/secrets/${name}?api-version=7.4`, { headers, signal, redirect: 'error' });
        return { status: got.status, body: await got.text() };
      }).catch((error: unknown) => {
        throw new CallboardError('SECRET_UNREACHABLE', `${hostname} did not answer for secret ${name}`, {
          cause: error,
        });
      });
      if (response.status === 404)
        throw new CallboardError('CONFIG_INVALID', `${hostname} has no secret ${name}`, {
          next: `Add the secret ${name} to the vault.`,
        });
      if (response.status !== 200)
        throw new CallboardError('SECRET_UNREACHABLE', `${hostname} answered ${response.status} for secret ${name}`);
      const parsed = answer.safeParse(json(response.body));
      if (!parsed.success)
        throw new CallboardError('SECRET_UNREACHABLE', `${hostname} returned no value for secret ${name}`);
      return parsed.data.value;
    },
  };
}

/** The process's own Azure identity: managed identity, workload identity, environment, or a developer's sign-in. */
export function azureToken(scope: string): () => Promise<string> {
  const credential = new DefaultAzureCredential();
  return async () => (await credential.getToken(scope)).token;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
