import type { DeskEvent } from '../../model/desk-ticket.ts';

/** Events by which people give a ticket to somebody or take it back: each is one assignment and one note in the PSA. */
export const GIVEN_BY_PEOPLE: ReadonlySet<string> = new Set([
  'claimed',
  'approved',
  'overridden',
  'handed-over',
  'released',
  'undone',
]);

/** Each event that one assignment in the PSA belongs to: also where a late write of ours is taken back. */
export const WRITTEN_TO_PSA: ReadonlySet<string> = new Set([...GIVEN_BY_PEOPLE, 'psa-restored']);

/** Who has the ticket after this event. Undefined: the event says nothing about it. */
export function ownerAfter(event: DeskEvent): { readonly owner: string | undefined } | undefined {
  const text = (key: string) => (typeof event.data[key] === 'string' ? event.data[key] : undefined);
  switch (event.kind) {
    case 'heard':
      return { owner: text('owner') };
    case 'claimed':
      return { owner: event.by };
    case 'approved':
    case 'overridden':
    case 'handed-over':
    case 'undone':
      return { owner: text('to') };
    case 'released':
      return { owner: undefined };
    case 'psa-won': {
      const by = text('by');
      return by === 'gone' || by === 'closed' ? undefined : { owner: by };
    }
    case 'psa-restored':
      return { owner: text('owner') };
    case 'changed-in-psa':
      return event.data['what'] === 'text' ? undefined : { owner: text('owner') };
    default:
      return undefined;
  }
}

/** Why this event cannot follow when `owner` has the ticket; undefined when it can. */
export function impossible(event: DeskEvent, owner: string | undefined): string | undefined {
  const from = event.data['from'];
  switch (event.kind) {
    case 'claimed':
    case 'approved':
      return owner === undefined ? undefined : `${event.kind} by ${event.by} while ${owner} has it`;
    case 'handed-over':
    case 'released':
    case 'undone':
      return owner === from ? undefined : `${event.kind} from ${String(from)} while ${owner ?? 'nobody'} has it`;
    default:
      return undefined;
  }
}

/** Who has the ticket at an instant, by the log. */
export function ownerAt(events: readonly DeskEvent[], at: number): string | undefined {
  let owner: string | undefined;
  for (const event of events) {
    if (event.at > at) break;
    const next = ownerAfter(event);
    if (next) owner = next.owner;
  }
  return owner;
}
