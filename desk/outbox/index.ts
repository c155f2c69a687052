// Reliable delivery of effects to the outside systems: what to do, when to retry, and within which rate budget.

// Effects and their lanes
export {
  type EffectKind,
  assignEffect,
  noteEffect,
  priorityEffect,
  syncEffect,
  chatDest,
  psaLane,
  psaLanesOf,
  psaVisitLane,
} from './effects.ts';
export type { EffectHandler, Performance } from './handler.ts';

// The worker
export { type Outbox, type OutboxOptions, createOutbox } from './outbox.ts';

// Rate budgets
export { type Budget, createBudget } from './budget.ts';
export { budgetRules, type BudgetRule } from './budget-rules.ts';
