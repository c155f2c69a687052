export { createOutbox, type Outbox, type OutboxOptions } from './outbox.ts';
export type { EffectHandler, Performance } from './handler.ts';
export { type Budget, createBudget, systemOf } from './budget.ts';
export { budgetRules, type BudgetRule } from './budget-rules.ts';
