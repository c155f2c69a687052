import { z } from 'zod';
import { ok, preferences, Refusal, type Call, type Handler } from './answer.ts';
import { eventRow } from './events-json.ts';
import { viewWindow } from './events.ts';
import { restId } from './ids.ts';
import { context, nextLink } from './listing.ts';
import type { EventRow } from './rows.ts';
import type { GraphState } from './state.ts';

/** The content of a delta token: the calendar's owner, the window, and the position. */
const tokenBody = z.strictObject({
  u: z.string(),
  s: z.number(),
  e: z.number(),
  /** The reader knows the changes up to this number. */
  q: z.number(),
  /** Within a paged round: whether it is the first, how many items were returned, and its last change. */
  p: z.strictObject({ first: z.boolean(), out: z.number(), to: z.number() }).optional(),
  g: z.number(),
});
type DeltaToken = z.infer<typeof tokenBody>;

const UNSUPPORTED = ['$select', '$filter', '$orderby', '$expand', '$search', '$top', '$skip', '$count'];

/**
 * `/users/{user}/calendarView/delta`: changes inside a fixed window. Clients must follow the links unchanged
 * (docs/platform/graph.md, “The window of a delta is fixed in its token”).
 */
export function deltaResource(state: GraphState): Handler {
  return (call) => {
    const user = state.mailboxOf(call.params['user'] ?? '');
    const refused = UNSUPPORTED.find((name) => call.query.has(name));
    if (refused !== undefined)
      throw new Refusal(
        400,
        'ErrorInvalidUrlQuery',
        "The following parameters are not supported with change tracking over the 'CalendarView' resource: '$orderby, $filter, $select, $expand, $search, $top'.",
      );
    const text = call.query.get('$skiptoken') ?? call.query.get('$deltatoken');
    const token = text === null ? started(call, user.id) : readToken(state, text, user.id);
    const round = token.p ?? { first: false, out: 0, to: state.changes.length };
    const items = round.first ? inWindow(state, token) : changedSince(state, token, round.to);
    const size = preferences(call).pageSize ?? 10;
    const page = items.slice(round.out, round.out + size);
    const more = round.out + size < items.length;
    const link = more
      ? { '@odata.nextLink': linkOf(call, '$skiptoken', { ...token, p: { ...round, out: round.out + size } }) }
      : { '@odata.deltaLink': linkOf(call, '$deltatoken', { ...token, q: round.to, p: undefined }) };
    return ok({
      '@odata.context': context(call),
      value: page.map((item) =>
        'removed' in item
          ? { id: idFor(call, item.removed), '@removed': { reason: 'deleted' } }
          : eventRow(call, item, user.mail).json,
      ),
      ...link,
    });
  };

  function started(call: Call, userId: string): DeltaToken {
    const { start, end } = viewWindow(call);
    const seen = state.changes.length;
    return { u: userId, s: start, e: end, q: seen, g: state.deltaGeneration, p: { first: true, out: 0, to: seen } };
  }
}

const linkOf = (call: Call, name: '$skiptoken' | '$deltatoken', token: DeltaToken) =>
  nextLink(call, { [name]: Buffer.from(JSON.stringify(token)).toString('base64url') }, [
    'startDateTime',
    'endDateTime',
    '$skiptoken',
    '$deltatoken',
  ]);

const idFor = (call: Call, id: string) => (preferences(call).immutableIds ? id : restId(id));

function readToken(state: GraphState, text: string, userId: string): DeltaToken {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    throw syncStateInvalid();
  }
  const token = tokenBody.safeParse(parsed);
  if (!token.success || token.data.u !== userId) throw syncStateInvalid();
  if (token.data.g !== state.deltaGeneration)
    throw new Refusal(410, 'SyncStateNotFound', 'The sync state generation is not found; continue with a full sync.');
  return token.data;
}

const syncStateInvalid = () => new Refusal(400, 'SyncStateInvalid', 'The sync state is invalid.');

/** The entries in the window at this moment. Entries added during the round are also in the next round. */
function inWindow(state: GraphState, token: DeltaToken): readonly EventRow[] {
  return state.eventsOf(token.u).filter((event) => touches(event, token));
}

function changedSince(
  state: GraphState,
  token: DeltaToken,
  to: number,
): readonly (EventRow | { readonly removed: string })[] {
  const touched = state.changes.slice(token.q, to).filter(({ event }) => event.owner === token.u);
  const ids = new Set(touched.map(({ event }) => event.id));
  return [...ids].flatMap((id): (EventRow | { readonly removed: string })[] => {
    const event = state.eventOf(token.u, id);
    if (event && touches(event, token)) return [event];
    // An entry that left the window is reported as removed. An entry that never was in it is not reported.
    const was = state.changes.some(({ event: old }) => old.id === id && touches(old, token));
    return was ? [{ removed: id }] : [];
  });
}

const touches = (event: EventRow, token: DeltaToken) => event.start < token.e && event.end > token.s;
