import type { PsaPort } from '../../desk/ports/psa.ts';
import type { Clock } from '../../model/clock.ts';
import { OutsideError } from '../../model/errors.ts';
import type { TicketNote } from '../../model/ticket.ts';
import type { HaloConfig } from './config.ts';
import { DEADLINE, type HaloHttp, type QueryValues } from './http.ts';
import type { HaloOutcome, ReferenceSource } from './reference-data.ts';
import { actionRow, rowsOf, type ActionRow } from './rows.ts';
import { asHtml, marker, plainText } from './text.ts';

const FIRST_COUNT = 200;
const LAST_COUNT = 20_000;

const actionList = rowsOf(actionRow, 'actions');

/**
 * Reads all matching actions. A full answer may be truncated (docs/platform/halopsa.md, “Lists are cut without a
 * sign”), so the request is repeated with a higher count until the answer is not full.
 */
export async function allActions(http: HaloHttp, query: QueryValues): Promise<readonly ActionRow[]> {
  for (let count = FIRST_COUNT; ; count *= 10) {
    const answer = await http.get('/Actions', { ...query, count }, actionList);
    if (answer.rows.length < count || count >= LAST_COUNT) return answer.rows;
  }
}

/** Reads and writes the notes of people and of Callboard on a ticket. */
export function createNotes(
  http: HaloHttp,
  reference: ReferenceSource,
  wanted: HaloConfig['outcomes'],
  clock: Clock,
): Pick<PsaPort, 'listNotes' | 'addNote' | 'hasNote'> & {
  /**
   * Returns the outcome of internal notes.
   *
   * @throws PSA_REFUSED when it does not exist or would show notes to clients.
   */
  readonly internalOutcome: () => Promise<HaloOutcome>;
} {
  async function outcome(key: 'internalNote' | 'clientNote'): Promise<HaloOutcome> {
    const name = wanted[key];
    const all = await reference.outcomes();
    const found = all.find((one) => one.id === name) ?? all.find((one) => one.name === name);
    const refuse = (why: string) => new OutsideError('PSA_REFUSED', why, { done: 'no', retry: 'never' });
    if (!found) throw refuse(`HaloPSA has no outcome ${name ?? `for ${key}`}`);
    // The wrong outcome would show the note to clients (docs/platform/halopsa.md, “The outcome decides who sees a
    // note”).
    if (key === 'internalNote' && (!found.hidden || found.mails)) {
      throw refuse(`HaloPSA's outcome "${found.name}" shows notes to clients; choose one that hides them`);
    }
    return found;
  }

  return {
    internalOutcome: () => outcome('internalNote'),

    async listNotes(ticketId) {
      const rows = await allActions(http, { ticket_id: ticketId, includehtmlnote: true, excludesys: true });
      return rows.map(noteOf).sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id));
    },

    async addNote({ ticketId, opId, text, visibility, notify }) {
      const until = clock.now() + DEADLINE;
      const kind = visibility === 'internal' ? await outcome('internalNote') : await outcome('clientNote');
      const row = await http.post(
        '/Actions',
        {
          ticket_id: Number(ticketId),
          outcome_id: Number(kind.id),
          note_html: `${asHtml(text)}<br>${marker(opId)}`,
          hiddenfromuser: visibility === 'internal',
          sendemail: visibility === 'client' && notify === true,
        },
        actionRow,
        until,
      );
      return { id: String(row.id) };
    },

    async hasNote(ticketId, opId) {
      const rows = await allActions(http, { ticket_id: ticketId, includehtmlnote: true });
      return rows.some((row) => (row.note_html ?? row.note ?? '').includes(marker(opId)));
    },
  };
}

function noteOf(row: ActionRow): TicketNote {
  const by =
    row.who_agentid !== undefined && row.who_agentid > 0
      ? { id: String(row.who_agentid), name: row.who ?? String(row.who_agentid) }
      : undefined;
  return {
    id: String(row.id),
    at: row.datetime ?? row.actiondatecreated ?? 0,
    ...(by ? { by } : {}),
    text: plainText(row.note_html ?? row.note ?? ''),
    visibility: row.hiddenfromuser === true ? 'internal' : 'client',
    kind: row.who_type === 2 ? 'system' : (row.timetaken ?? 0) > 0 ? 'time' : 'note',
  };
}
