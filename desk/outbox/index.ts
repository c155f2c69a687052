export { budgetRules, type BudgetRule } from './budget-rules.ts';
export { type Budget, createBudget } from './budget.ts';
export {
  type EffectKind,
  assignEffect,
  chatDest,
  noteEffect,
  priorityEffect,
  psaLane,
  psaLanesOf,
  psaVisitLane,
  syncEffect,
} from './effects.ts';
export type { EffectHandler, Performance } from './handler.ts';
export { type Outbox, type OutboxOptions, createOutbox } from './outbox.ts';
