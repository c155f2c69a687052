/** A path below `/v1.0` with percent-encoded values, and its shape without values for messages and logs. */
export interface GraphPath {
  readonly url: string;
  /** `/users/{id}/events`: never contains a mail address or an id. */
  readonly shape: string;
}

/**
 * `` path`/users/${mail}/events/${id}` `` encodes its values, because the client does not
 * (docs/platform/graph.md, “The Graph client encodes nothing”;
 * docs/platform/graph.md, “Ids are opaque and must be percent-encoded”).
 */
export function path(parts: TemplateStringsArray, ...values: readonly string[]): GraphPath {
  return {
    url: String.raw({ raw: parts }, ...values.map(encodeId)),
    shape: parts.join('{id}'),
  };
}

export function encodeId(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Adds query options. Every value is encoded, because a raw `+` would be read as a space; `$` in names stays. */
export function withQuery(at: GraphPath, query: Readonly<Record<string, string | number>>): GraphPath {
  const options = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return { url: `${at.url}?${options.join('&')}`, shape: at.shape };
}

const VERSION = '/v1.0';

/**
 * The path of a link that Graph sent (nextLink, deltaLink), used verbatim. Returns `undefined` if the link points to
 * another host: an answer's body must not be able to direct our token elsewhere.
 */
export function pathOfLink(link: string, shape: string, origins: readonly string[]): GraphPath | undefined {
  const origin = origins.find((one) => link.startsWith(`${one}${VERSION}/`));
  return origin === undefined ? undefined : { url: link.slice(origin.length + VERSION.length), shape };
}

/** Paths that Exchange serves (docs/platform/graph.md, “Exchange serves four requests at a time”). */
const OUTLOOK = [
  /^\/users\/[^/?]+\/(calendar|calendarView|events|messages|mailFolders|mailboxSettings|sendMail)\b/i,
  /^\/solutions\/bookingBusinesses\b/i,
];

export function isOutlook(at: GraphPath): boolean {
  return OUTLOOK.some((pattern) => pattern.test(at.url));
}
