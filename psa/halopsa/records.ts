import { z } from 'zod';
import type { PsaPort } from '../../desk/ports/psa.ts';
import type { HaloHttp } from './http.ts';
import { allActions } from './notes.ts';
import { rowsOf } from './rows.ts';
import { optionalNumber, optionalTime, toHaloTime } from './wire.ts';

const feedbackRow = z.object({ ticket_id: optionalNumber, score: optionalNumber, date: optionalTime });

/**
 * Halo's surveys score from 1 to 5 (5 is best), unless a tenant defines its own scale, which the API does not reveal
 * [?].
 */
const BEST_SCORE = 5;

/** Reads past records: booked time and clients' scores. */
export function createRecords(http: HaloHttp): Pick<PsaPort, 'timeEntries' | 'satisfaction'> {
  return {
    async timeEntries({ agentIds, from, to }) {
      const wanted = new Set(agentIds);
      const rows = await allActions(http, {
        timeentriesonly: true,
        startdate: toHaloTime(from),
        enddate: toHaloTime(to),
      });
      return rows.flatMap((row) => {
        const agentId = String(row.who_agentid ?? 0);
        const at = row.datetime ?? row.actiondatecreated;
        const hours = row.timetaken ?? 0;
        if (!wanted.has(agentId) || at === undefined || at < from || at >= to || hours <= 0) return [];
        return [
          {
            agentId,
            ...(row.ticket_id === undefined ? {} : { ticketId: String(row.ticket_id) }),
            minutes: Math.round(hours * 60),
            billable: row.actisbillable ?? false,
            at,
          },
        ];
      });
    },

    async satisfaction({ since }) {
      const answer = await http.get('/Feedback', {}, rowsOf(feedbackRow, 'feedback'));
      return answer.rows.flatMap((row) => {
        const { ticket_id: ticketId, score, date: at } = row;
        if (ticketId === undefined || score === undefined || at === undefined || at < since) return [];
        return [{ ticketId: String(ticketId), score, max: BEST_SCORE, at }];
      });
    },
  };
}
