import { z } from 'zod';
import type { Clock } from '../../model/clock.ts';
import type { Priority, Ref } from '../../model/ticket.ts';
import type { HaloHttp } from './http.ts';
import { agentRow, rowsOf, type AgentRow } from './rows.ts';
import { looseNumber, optionalFlag, optionalNumber, optionalText } from './wire.ts';

/** How long configuration data is cached, ms; only administrators change it. */
const FRESH = 600_000;
/** The shortest interval between reloads because of an unknown id, ms. */
const PATIENCE = 60_000;

const named = z.object({ id: looseNumber, name: optionalText, inactive: optionalFlag });
const priorityRow = z.object({
  slaid: optionalNumber,
  priorityid: looseNumber,
  name: optionalText,
  responsetime: optionalNumber,
  responseunits: optionalText,
  fixtime: optionalNumber,
  fixunits: optionalText,
});
const categoryRow = z.object({
  id: looseNumber,
  value: optionalText,
  category_name: optionalText,
  type_id: optionalNumber,
});
const outcomeRow = z.object({
  id: looseNumber,
  outcome: optionalText,
  hidefromuser: optionalFlag,
  sendemail: optionalNumber,
});

export interface HaloPriority extends Ref {
  readonly slaId: number;
  readonly rank: Priority;
}
export interface HaloOutcome extends Ref {
  readonly hidden: boolean;
  readonly mails: boolean;
}

/** The tenant's configuration that is needed to read and write tickets. */
export interface ReferenceData {
  readonly teams: readonly Ref[];
  readonly statuses: readonly (Ref & { readonly closed: boolean })[];
  readonly priorities: readonly HaloPriority[];
  readonly categories: readonly (Ref & { readonly level: number })[];
  readonly agents: readonly AgentRow[];
  readonly unassignedId: number;
  readonly ticketTypes: readonly Ref[];
}

export interface ReferenceSource {
  get(): Promise<ReferenceData>;
  /** Like `get`, but reloads when `known` is false for the cached data. */
  with(known: (data: ReferenceData) => boolean): Promise<ReferenceData>;
  outcomes(): Promise<readonly HaloOutcome[]>;
}

export function createReferenceSource(http: HaloHttp, clock: Clock, unassignedAgentId?: number): ReferenceSource {
  let held: { data: ReferenceData; at: number } | undefined;
  let outcomes: { rows: readonly HaloOutcome[]; at: number } | undefined;

  async function load(): Promise<ReferenceData> {
    const agents = await http.get('/Agent', ALL_AGENTS, rowsOf(agentRow, 'agents'));
    const teams = await http.get('/Team', {}, rowsOf(named, 'teams'));
    const statuses = await http.get('/Status', {}, rowsOf(named, 'statuses'));
    // docs/platform/halopsa.md, “Statuses do not say whether they are closed”.
    const open = await http.get('/Status', { excludeclosed: true }, rowsOf(named, 'statuses'));
    const priorities = await http.get('/Priority', {}, rowsOf(priorityRow, 'priorities'));
    const categories = await http.get('/Category', {}, rowsOf(categoryRow, 'categories'));
    const types = await http.get('/TicketType', {}, rowsOf(named, 'tickettypes'));
    const openIds = new Set(open.rows.map((row) => row.id));
    const pseudo = agents.rows.find((row) => row.name?.toLowerCase() === 'unassigned');
    const data: ReferenceData = {
      teams: teams.rows.filter((row) => row.inactive !== true).map(refOf),
      statuses: statuses.rows.map((row) => ({ ...refOf(row), closed: !openIds.has(row.id) })),
      priorities: ranked(priorities.rows),
      categories: categories.rows.map((row) => ({
        id: String(row.id),
        name: row.value ?? row.category_name ?? String(row.id),
        level: row.type_id ?? 1,
      })),
      agents: agents.rows,
      // docs/platform/halopsa.md, “Nobody is an agent called Unassigned”.
      unassignedId: unassignedAgentId ?? pseudo?.id ?? 1,
      ticketTypes: types.rows.map(refOf),
    };
    held = { data, at: clock.now() };
    return data;
  }

  return {
    async get() {
      return held && clock.now() - held.at < FRESH ? held.data : load();
    },
    async with(known) {
      const data = await this.get();
      if (known(data) || (held && clock.now() - held.at < PATIENCE)) return data;
      return load();
    },
    async outcomes() {
      if (outcomes && clock.now() - outcomes.at < FRESH) return outcomes.rows;
      const answer = await http.get('/Outcome', {}, rowsOf(outcomeRow, 'outcomes'));
      const rows = answer.rows.map((row) => ({
        id: String(row.id),
        name: row.outcome ?? '',
        hidden: row.hidefromuser ?? false,
        mails: (row.sendemail ?? 0) > 0,
      }));
      outcomes = { rows, at: clock.now() };
      return rows;
    },
  };
}

/** All agents that can own a ticket, including people who left and the "Unassigned" agent. */
const ALL_AGENTS = { includeenabled: true, includedisabled: true, includeunassigned: true, includeapiagents: true };

const refOf = (row: { id: number; name?: string | undefined }): Ref => ({
  id: String(row.id),
  name: row.name ?? String(row.id),
});

const MINUTES: Readonly<Record<string, number>> = { M: 1, H: 60, D: 1_440 };
const minutes = (time: number | undefined, units: string | undefined) =>
  time === undefined || time <= 0 ? Infinity : time * (MINUTES[(units ?? 'H').charAt(0).toUpperCase()] ?? 60);

/**
 * Ranks priorities within each SLA (docs/platform/halopsa.md, “Priorities belong to an SLA”): the shortest target is
 * the most urgent. From the fourth on, all have rank 4.
 */
function ranked(rows: readonly z.output<typeof priorityRow>[]): HaloPriority[] {
  const bySla = Map.groupBy(rows, (row) => row.slaid ?? 0);
  return [...bySla].flatMap(([slaId, policies]) =>
    policies
      .map((row) => ({
        row,
        fix: minutes(row.fixtime, row.fixunits),
        respond: minutes(row.responsetime, row.responseunits),
      }))
      .sort((a, b) => compare(a.fix, b.fix) || compare(a.respond, b.respond) || a.row.priorityid - b.row.priorityid)
      .map(({ row }, index) => ({
        ...refOf({ id: row.priorityid, name: row.name }),
        slaId,
        rank: rankAt(index),
      })),
  );
}

const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
const rankAt = (index: number): Priority => (index === 0 ? 1 : index === 1 ? 2 : index === 2 ? 3 : 4);
