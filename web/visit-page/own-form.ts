import type { Request } from 'express';

/**
 * Whether a form was sent from one of our pages. The secret token in the address is the first protection; this check is
 * the second. Browsers send Sec-Fetch-Site (w3.org/TR/fetch-metadata). Older ones send the origin, which is `null` from
 * our pages because they send no referrer (fetch.spec.whatwg.org, "append a request Origin header"). A sender without
 * either header is not a browser, so no user can be tricked into sending through it.
 */
export function isOwnForm({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  if (origin === undefined || origin === 'null') return true;
  // A proxy in front may use another host name, and sends it in a header. A stranger's page can set neither header.
  const ours = [headers.host, headers['x-forwarded-host']];
  return ours.includes(URL.parse(origin)?.host);
}
