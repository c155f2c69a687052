import type { Clock } from './clock.ts';

export interface IssuedToken {
  readonly token: string;
  /** The expiry on our clock, ms. */
  readonly expiresAt: number;
}

/** One token for everybody who calls the same system. */
export interface TokenCache {
  get(): Promise<string>;
  /** The other side rejected it: the next call requests a new token. Rejecting an older token changes nothing. */
  drop(token: string | undefined): void;
}

/** A token with less time left is not used any more: it must outlive the call. */
const SAFETY_MS = 60_000;
/** From this moment a new token is fetched in the background while the old one is still used. */
const RENEW_BEFORE_MS = 10 * 60_000;

/**
 * Keeps one token for all callers and requests it once however many wait: docs/platform/teams.md, “A cold SDK asks for
 * keys and tokens many times”, and docs/platform/graph.md, “MSAL asks once for each caller and keeps a refused token”.
 * `notRenewed` hears that a background renewal failed, and how long the old token still serves, ms.
 */
export function createTokenCache(
  issue: () => Promise<IssuedToken>,
  clock: Clock,
  notRenewed: (leftMs: number) => void,
): TokenCache {
  let held: IssuedToken | undefined;
  let pending: Promise<IssuedToken> | undefined;

  function renew(): Promise<IssuedToken> {
    pending ??= issue()
      .then((issued) => (held = issued))
      .finally(() => {
        pending = undefined;
      });
    return pending;
  }

  return {
    async get() {
      const left = held === undefined ? 0 : held.expiresAt - clock.now();
      if (held === undefined || left <= SAFETY_MS) return (await renew()).token;
      if (left <= RENEW_BEFORE_MS && !pending) {
        clock.spawn('token.renew', () =>
          renew().then(
            () => {},
            () => notRenewed(left),
          ),
        );
      }
      return held.token;
    },
    drop(token) {
      if (held?.token === token) held = undefined;
    },
  };
}
