import { z } from 'zod';
import type { PsaPort } from '../../desk/ports/psa.ts';
import type { Agreement, Tier } from '../../model/client.ts';
import type { Technician } from '../../model/technician.ts';
import type { HaloHttp } from './http.ts';
import type { ReferenceSource } from './reference-data.ts';
import { rowsOf, type AgentRow } from './rows.ts';
import { plainText } from './text.ts';
import { ianaZone } from './time-zones.ts';
import { looseNumber, optionalFlag, optionalNumber, optionalText, optionalTime } from './wire.ts';

const PAGE = 100;

const clientRow = z.object({
  id: looseNumber,
  name: optionalText,
  inactive: optionalFlag,
  notes: optionalText,
  callhandlingnotes: optionalText,
  popup_notes: z
    .array(z.object({ note: optionalText }))
    .nullish()
    .catch(undefined),
  pritech: optionalNumber,
  pritech_name: optionalText,
  sectech: optionalNumber,
  sectech_name: optionalText,
  main_site_id: optionalNumber,
});
const addressRow = z.object({
  line1: optionalText,
  line2: optionalText,
  line3: optionalText,
  line4: optionalText,
  postcode: optionalText,
  lat: optionalNumber,
  long: optionalNumber,
});
const siteRow = z.object({
  name: optionalText,
  timezone: optionalText,
  phonenumber: optionalText,
  delivery_address: addressRow.nullish().catch(undefined),
  delivery_address_line1: optionalText,
  delivery_address_line2: optionalText,
  delivery_address_line3: optionalText,
  delivery_address_line4: optionalText,
  delivery_address_line5: optionalText,
});
const contractRow = z.object({
  id: looseNumber,
  client_id: optionalNumber,
  ref: optionalText,
  end_date: optionalTime,
  active: optionalFlag,
  expired: optionalFlag,
  sla_name: optionalText,
});
const contractPage = rowsOf(contractRow, 'contracts');

/** Reads clients with their agreements, and technicians with their skills. */
export function createPeople(
  http: HaloHttp,
  reference: ReferenceSource,
): Pick<PsaPort, 'getClient' | 'getSite' | 'listAgreements' | 'listTechnicians'> {
  const listAgreements: PsaPort['listAgreements'] = async ({ clientId, endsBefore }) => {
    const found: (Agreement & { clientId: string })[] = [];
    for (let page = 1; ; page += 1) {
      const answer = await http.get(
        '/ClientContract',
        { client_id: clientId, includeinactive: true, pageinate: true, page_no: page, page_size: PAGE, order: 'id' },
        contractPage,
      );
      found.push(
        ...answer.rows.map((row) => ({ ...agreementOf(row), clientId: String(row.client_id ?? clientId ?? 0) })),
      );
      if (answer.rows.length < PAGE || (answer.count !== undefined && page * PAGE >= answer.count)) break;
    }
    return found
      .filter((one) => clientId === undefined || one.clientId === clientId)
      .filter((one) => endsBefore === undefined || (one.ends !== undefined && one.ends < endsBefore));
  };

  return {
    listAgreements,

    async getClient(id) {
      const row = await http.find(`/Client/${encodeURIComponent(id)}`, { includedetails: true }, clientRow);
      if (!row) return undefined;
      const agreements = await listAgreements({ clientId: id });
      const site =
        (row.main_site_id ?? 0) > 0 ? await http.find(`/Site/${row.main_site_id ?? 0}`, {}, siteRow) : undefined;
      const timeZone = ianaZone(site?.timezone);
      const notes = [row.notes, row.callhandlingnotes, ...(row.popup_notes ?? []).map((one) => one.note)];
      const preferred = [
        { id: row.pritech ?? 0, name: row.pritech_name },
        { id: row.sectech ?? 0, name: row.sectech_name },
      ];
      const { unassignedId } = await reference.get();
      return {
        ref: { id: String(row.id), name: row.name ?? '' },
        active: row.inactive !== true,
        notes: notes.flatMap((note) => (note === undefined ? [] : [plainText(note)])),
        preferredTechnicians: preferred.flatMap(({ id: agent, name }) =>
          agent > 0 && agent !== unassignedId ? [{ id: String(agent), name: name ?? '' }] : [],
        ),
        agreements: agreements.map(({ clientId: _clientId, ...agreement }) => agreement),
        ...(timeZone === undefined ? {} : { timeZone }),
      };
    },

    async getSite(id) {
      const row = await http.find(`/Site/${encodeURIComponent(id)}`, { includedetails: true }, siteRow);
      if (!row) return undefined;
      const { line1, line2, line3, line4, postcode, lat, long: lon } = row.delivery_address ?? {};
      // Halo builds differ: they return the address as an object, as five lines, or as both.
      const object = [line1, line2, line3, line4, postcode].filter((line) => line !== undefined && line !== '');
      const flat = [1, 2, 3, 4, 5].map((n) => row[`delivery_address_line${n}` as 'delivery_address_line1']);
      const lines = object.length > 0 ? object : flat.filter((line) => line !== undefined && line !== '');
      const timeZone = ianaZone(row.timezone);
      return {
        ref: { id, name: row.name ?? '' },
        ...(lines.length === 0 ? {} : { address: lines.join(', ') }),
        // 0, 0 is in the sea and means that the address was never geocoded.
        ...(lat === undefined || lon === undefined || (lat === 0 && lon === 0) ? {} : { point: { lat, lon } }),
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(row.phonenumber === undefined ? {} : { phone: row.phonenumber }),
      };
    },

    async listTechnicians() {
      const data = await reference.get();
      return data.agents.filter((row) => row.id !== data.unassignedId && row.isapiagent !== true).map(technicianOf);
    },
  };
}

function technicianOf(row: AgentRow): Technician {
  const timeZone = ianaZone(row.workday_timezone);
  return {
    id: String(row.id),
    name: row.name ?? String(row.id),
    ...(row.email === undefined ? {} : { email: row.email }),
    active: row.isdisabled !== true,
    ...(timeZone === undefined ? {} : { timeZone }),
    teams: (row.teams ?? []).flatMap((team) =>
      team.team_id === undefined ? [] : [{ id: String(team.team_id), name: team.team_name ?? '' }],
    ),
    // docs/platform/halopsa.md, “A qualification is held or not”.
    skills: (row.qualifications ?? []).flatMap((held) =>
      held.qualification_name === undefined
        ? []
        : [
            {
              name: held.qualification_name,
              level: 2 as const,
              evidence: 'HaloPSA qualification',
              ...(held.date === undefined ? {} : { on: new Date(held.date).toISOString().slice(0, 10) }),
            },
          ],
    ),
  };
}

function agreementOf(row: z.output<typeof contractRow>): Agreement {
  return {
    ref: { id: String(row.id), name: row.ref ?? String(row.id) },
    active: row.active !== false && row.expired !== true,
    ...(row.end_date === undefined ? {} : { ends: row.end_date }),
    ...(row.sla_name === undefined ? {} : { slaName: row.sla_name }),
    tier: tierOf(row.sla_name) ?? tierOf(row.ref) ?? 'none',
  };
}

/** Halo has no tiers; MSPs put them in the name of the SLA or the contract. Without such a name, no tier is assumed. */
function tierOf(name: string | undefined): Tier | undefined {
  if (/gold|platinum|premium/i.test(name ?? '')) return 'gold';
  if (/silver|standard/i.test(name ?? '')) return 'silver';
  return /bronze|basic/i.test(name ?? '') ? 'bronze' : undefined;
}
