import { createHmac, timingSafeEqual } from 'node:crypto';

/** Characters in a clientState (docs/platform/graph.md, “A notice is proved by its clientState”). */
const LONGEST = 128;
const TAG = 22;

/**
 * What a subscription to somebody's calendar carries: their address, and a tag that only we can make. So any copy of
 * Callboard can tell whose notice it is and that Graph sent it, without asking the store. `undefined`: the address is
 * too long; its calendar is polled.
 */
export function clientStateOf(secret: string, mail: string): string | undefined {
  const state = `${tagOf(secret, mail)}.${mail}`;
  return state.length > LONGEST ? undefined : state;
}

/** The address in a clientState of ours; the tag is compared in constant time. `undefined`: not ours. */
export function mailOf(secret: string, clientState: string): string | undefined {
  if (clientState.length > LONGEST || clientState[TAG] !== '.') return undefined;
  const mail = clientState.slice(TAG + 1);
  const [given, made] = [Buffer.from(clientState.slice(0, TAG)), Buffer.from(tagOf(secret, mail))];
  return given.length === made.length && timingSafeEqual(given, made) ? mail : undefined;
}

/** The last part of the addresses that Graph is told: another one under another secret. */
export function placeOf(secret: string): string {
  return digest(secret, 'graph-place');
}

/** 132 bits of it. */
function tagOf(secret: string, mail: string): string {
  return digest(secret, `graph-notice\n${mail}`);
}

function digest(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url').slice(0, TAG);
}
