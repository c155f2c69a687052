import type { Request } from 'express';

/**
 * Was this form sent from a page of ours? The token in the address is what nobody else can know; this is the second
 * lock. Browsers say so themselves (Sec-Fetch-Site, w3.org/TR/fetch-metadata); older ones name the origin, which is `null` from
 * our own pages, since they send no referrer (fetch.spec.whatwg.org, "append a request Origin header"). A sender that says
 * neither is no browser, and no browser's user can be tricked through it.
 */
export function isOwnForm({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined || origin === 'null') return true;
  // A proxy in front may have another name for us, and says so; a stranger's page can set neither header.
  const ours = [headers.host, headers['x-forwarded-host']];
  return ours.includes(URL.parse(origin)?.host);
}
