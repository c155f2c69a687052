import { createHash } from 'node:crypto';
import type { Exchange as GraphExchange } from '../../sim/graph/index.ts';
import type { Exchange as HaloExchange } from '../../sim/psa/halopsa/index.ts';
import type { Exchange as TeamsExchange } from '../../sim/teams/index.ts';

/** One line of teams.jsonl, for a checker of cards, messages and invoke answers. */
export type TeamsRecord = { readonly note: string; readonly untrusted?: readonly string[] } & (
  | {
      readonly kind: 'activity';
      readonly method: string;
      readonly url: string;
      readonly body: unknown;
      readonly response: Answered;
    }
  | {
      readonly kind: 'invokeResponse';
      readonly name: string;
      readonly status: number | undefined;
      readonly body: unknown;
      readonly request: unknown;
    }
  | { readonly kind: 'card'; readonly card: unknown; readonly place: 'message' | 'dialog' }
);
interface Answered {
  readonly status: number | undefined;
  readonly body: unknown;
}
/** One line of teams-heard.jsonl: an activity from Teams other than an invoke (message, installation), and the answer. */
export interface HeardRecord {
  readonly note: string;
  readonly request: unknown;
  readonly response: Answered;
}
export type HaloRecord = HaloExchange & { readonly note: string };
export type GraphRecord = GraphExchange & { readonly note: string };

/** Everything that Callboard and the systems around it exchanged, in order. */
export class Recording {
  readonly teams: TeamsRecord[] = [];
  readonly heard: HeardRecord[] = [];
  readonly halopsa: HaloRecord[] = [];
  readonly graph: GraphRecord[] = [];
  readonly #cards = new Set<string>();

  /** `untrusted`: texts from outside that may appear in the following lines. */
  hearTeams(note: string, untrusted: readonly string[], exchange: TeamsExchange): void {
    const { entry, request, answer } = exchange;
    const common = { note, ...(untrusted.length === 0 ? {} : { untrusted }) };
    const response = { status: entry.status, body: answer };
    if (entry.direction === 'out') {
      this.teams.push({ ...common, kind: 'activity', method: entry.method, url: entry.path, body: request, response });
      for (const card of cardsIn(request)) this.#card(common, card, 'message');
      return;
    }
    if (!isInvoke(request)) {
      this.heard.push({ note, request, response });
      return;
    }
    const { name } = request;
    this.teams.push({ ...common, kind: 'invokeResponse', name, status: entry.status, body: answer, request });
    for (const card of cardsIn(answer)) this.#card(common, card, name.startsWith('task/') ? 'dialog' : 'message');
  }

  hearHalo(note: string, exchange: HaloExchange): void {
    this.halopsa.push({ ...exchange, note });
  }

  hearGraph(note: string, exchange: GraphExchange): void {
    this.graph.push({ ...exchange, note });
  }

  /** Each card once, on a line of its own: most cards are sent many times. */
  #card(common: { note: string; untrusted?: readonly string[] }, card: unknown, place: 'message' | 'dialog'): void {
    const hash = createHash('sha256').update(JSON.stringify(card)).digest('hex');
    if (this.#cards.has(hash)) return;
    this.#cards.add(hash);
    this.teams.push({ ...common, kind: 'card', card, place });
  }
}

function isInvoke(request: unknown): request is { type: 'invoke'; name: string } {
  return typeof request === 'object' && request !== null && 'type' in request && request.type === 'invoke';
}

/** The outermost cards in a payload. */
function cardsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(cardsIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'AdaptiveCard') return [value];
  return Object.values(value).flatMap(cardsIn);
}
