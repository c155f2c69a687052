// The state of a ticket and how it changes. Nothing here commits by itself.

// Changes
export { Change, eventId } from './change.ts';
export { barrierFor, raiseBarrier } from './barrier.ts';

// Commands
export {
  claim,
  approve,
  override,
  settleProposal,
  decline,
  handOver,
  release,
  undo,
  type DecisionContext,
  type Outcome,
} from './transitions.ts';

// Offers and phases
export { answerAsk, openAsk, phaseWithoutOwner } from './transitions.ts';
export { ticketsInPhase } from './in-phase.ts';
