import { createHmac, timingSafeEqual } from 'node:crypto';

/** Maximum length of a clientState (docs/platform/graph.md, “A notice is proved by its clientState”). */
const LONGEST = 128;
const TAG = 22;

/**
 * The clientState of a subscription to a person's calendar: a tag that only this installation can compute, then the
 * person's address. Any Callboard instance can verify a notification with it and find the person without asking the
 * store. Returns `undefined` if the address is too long; that calendar is polled instead.
 */
export function clientStateOf(secret: string, mail: string): string | undefined {
  const state = `${tagOf(secret, mail)}.${mail}`;
  return state.length > LONGEST ? undefined : state;
}

/** Returns the address in a clientState of ours, or `undefined` if the tag is wrong. Compares in constant time. */
export function mailOf(secret: string, clientState: string): string | undefined {
  if (clientState.length > LONGEST || clientState[TAG] !== '.') return undefined;
  const mail = clientState.slice(TAG + 1);
  const [given, made] = [Buffer.from(clientState.slice(0, TAG)), Buffer.from(tagOf(secret, mail))];
  return given.length === made.length && timingSafeEqual(given, made) ? mail : undefined;
}

/** The last path segment of our notification addresses. It changes with the secret. */
export function placeOf(secret: string): string {
  return digest(secret, 'graph-place');
}

/** A tag of 132 bits. */
function tagOf(secret: string, mail: string): string {
  return digest(secret, `graph-notice\n${mail}`);
}

function digest(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url').slice(0, TAG);
}
