/** The functions that the desk calls. The rest of this folder is implementation. */

// What is known, and what is wanted
export type {
  Appointed,
  Choice,
  Parts,
  PersonFacts,
  ServiceRules,
  VisitRequest,
  Wishes,
  WorkingHours,
} from './facts.ts';
export { DEFAULT_SCHEDULING_POLICY, PARTS_OF_DAY, type PartOfDay, type SchedulingPolicy } from './policy.ts';

// Times for a visit
export { freeTime, type FreeTimeAnswer } from './free-time.ts';
export { siteOf, travelWith, withMatrix, type Travel, type TravelTable } from './travel.ts';
export { offerSlots, searchSlots, type Offer, type SlotFacts } from './slots.ts';
export { type NoSlots, type OfferedSlot } from './slot-search.ts';
export { isBookable, type Bookable, type BookRefusal, type Refused } from './bookable.ts';
export { SLOT_ITEMS, type SlotItem, type SlotItemCode } from './slot-items.ts';

// Whole days
export type { Driver, Stand, Task } from './route.ts';
export { routeDay, type Errand, type RoutedDay } from './route-day.ts';

// Days upset by an emergency or a sick call
export { openTime, takesTime, type OpenTimeAnswer } from './open-time.ts';
export { planDay, type DayPreview, type Move, type Unplaced } from './plan-day.ts';
export {
  DEFAULT_BUDGET,
  undoOf,
  type Assignment,
  type Change,
  type DayPlan,
  type Disruption,
  type DisruptionBudget,
  type PlannedWork,
  type PlanPerson,
} from './day-plan.ts';
