import type { CostItem, RoutingPolicy, TicketFacts } from '../../model/decision.ts';
import type { Member } from '../roster.ts';
import type { SkillFit } from '../skill-fit.ts';
import type { Start } from '../start.ts';

/** The inputs of an item. `handling` is the expected handling time in hundredths of a minute. */
export interface Case {
  readonly ticket: TicketFacts;
  readonly member: Member;
  readonly fit: SkillFit;
  readonly start: Start;
  readonly at: number;
  readonly policy: RoutingPolicy;
  readonly handling: number;
}

/** Computes one line of a bill. */
export type Item = (c: Case) => Pick<CostItem, 'cost' | 'basis'>;
