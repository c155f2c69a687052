import { randomUUID } from 'node:crypto';
import {
  ClientAssertionCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
  type TokenCredential,
  type TokenCredentialOptions,
} from '@azure/identity';
import { certificateAssertion } from '../model/certificate-assertion.ts';
import type { Clock } from '../model/clock.ts';
import { PUBLIC_CLOUD } from '../model/cloud.ts';
import type { Log } from '../model/log.ts';
import type { IssuedToken } from '../model/token-cache.ts';
import { GraphFailure } from './failure.ts';
import { identityHttp, type LastAnswer } from './identity-http.ts';

/** How Callboard signs in to Entra, best first. Never DefaultAzureCredential: it uses any credential it finds. */
export type GraphCredential =
  /** The Azure machine's own identity; there is no secret to keep. `clientId` selects a user-assigned identity. */
  | { readonly kind: 'managed-identity'; readonly clientId?: string }
  /** Kubernetes: the file in which the cluster keeps this pod's token up to date. */
  | { readonly kind: 'workload-identity'; readonly tokenFile: string }
  /** `thumbprint` in hex: 40 digits (SHA-1) or 64 (SHA-256); `key` in PEM. */
  | { readonly kind: 'certificate'; readonly thumbprint: string; readonly key: string }
  /** For trials only: anyone who can read the secret can act as the app. */
  | { readonly kind: 'secret'; readonly secret: string };

export interface IdentityConfig {
  readonly tenantId: string;
  readonly clientId: string;
  readonly credential: GraphCredential;
  /** Entra's address outside the public cloud, without a trailing slash. */
  readonly loginUrl?: string;
}

/**
 * Requests tokens from Entra. Each call sends one request
 * (docs/platform/graph.md, “MSAL asks once for each caller and keeps a refused token”); the token cache does the
 * caching. Rejects with GRAPH_AUTH when Entra refuses, with GRAPH_UNREACHABLE when Entra does not answer.
 */
export function tokenIssuer(
  config: IdentityConfig,
  scope: string,
  deps: {
    readonly fetch: typeof fetch;
    readonly clock: Clock;
    /** The machine's own clock: the identity library tells a token's end by it. Ours may be a database's, or virtual. */
    readonly wallClock: Pick<Clock, 'now'>;
    readonly log: Log;
  },
): () => Promise<IssuedToken> {
  const loginUrl = config.loginUrl ?? PUBLIC_CLOUD.login;
  if (config.credential.kind === 'secret') {
    deps.log.warn('graph.client-secret', {
      next: 'Client secrets are for trials: use a managed identity or a certificate (docs/guides/install.md).',
    });
  }
  return async () => {
    const last: LastAnswer = {};
    const options: TokenCredentialOptions = {
      httpClient: identityHttp({ ...deps, loginUrl }, last),
      retryOptions: { maxRetries: 0 },
    };
    try {
      const issued = await credentialOf(config, loginUrl, options, deps.wallClock).getToken(scope);
      if (issued === null) throw new Error('no token in the answer');
      const left = issued.expiresOnTimestamp - deps.wallClock.now();
      return { token: issued.token, expiresAt: deps.clock.now() + left };
    } catch (thrown) {
      throw noToken(config.credential.kind, last, thrown);
    }
  };
}

/** Creates a new credential for each token: a credential caches its token even after Graph has refused it. */
function credentialOf(
  config: IdentityConfig,
  loginUrl: string,
  options: TokenCredentialOptions,
  wallClock: Pick<Clock, 'now'>,
): TokenCredential {
  const { tenantId, clientId, credential } = config;
  const entra = { ...options, authorityHost: PUBLIC_CLOUD.login, disableInstanceDiscovery: true };
  switch (credential.kind) {
    case 'managed-identity':
      return credential.clientId === undefined
        ? new ManagedIdentityCredential(options)
        : new ManagedIdentityCredential({ ...options, clientId: credential.clientId });
    case 'workload-identity':
      return new WorkloadIdentityCredential({ ...entra, tenantId, clientId, tokenFilePath: credential.tokenFile });
    case 'certificate': {
      const tokenUrl = `${loginUrl}/${tenantId}/oauth2/v2.0/token`;
      const assertion = () =>
        certificateAssertion({ appId: clientId, tokenUrl, now: wallClock.now(), id: randomUUID() }, credential);
      return new ClientAssertionCredential(tenantId, clientId, async () => assertion(), entra);
    }
    case 'secret':
      return new ClientSecretCredential(tenantId, clientId, credential.secret, entra);
  }
}

/** Reports Entra's error number but none of its text, which may quote the request. */
function noToken(kind: GraphCredential['kind'], last: LastAnswer, thrown: unknown): GraphFailure {
  const { status = 0, text = '' } = last;
  const number = /AADSTS\d+/.exec(text)?.[0];
  if (status >= 400 && status < 500 && status !== 429 && status !== 408) {
    const why = [String(status), number].filter((part) => part !== undefined).join(' ');
    return new GraphFailure('GRAPH_AUTH', `Entra issued no token for the ${kind}: ${why}`, {
      done: 'no',
      retry: 'later',
      status,
    });
  }
  if (last.asked === undefined) {
    const words = `The ${kind} cannot be used: its key or file is missing or broken`;
    return new GraphFailure('GRAPH_AUTH', words, { done: 'no', retry: 'later', cause: thrown });
  }
  const why = status === 0 ? 'no answer' : String(status);
  return new GraphFailure('GRAPH_UNREACHABLE', `Entra issued no token for the ${kind}: ${why}`, {
    done: 'no',
    retry: 'later',
    cause: thrown,
  });
}
