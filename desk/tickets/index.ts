export { barrierFor, raiseBarrier } from './barrier.ts';
export { Change, eventId } from './change.ts';
export { ticketsInPhase } from './in-phase.ts';
export {
  approve,
  claim,
  decline,
  handOver,
  override,
  release,
  settleProposal,
  undo,
  answerAsk,
  openAsk,
  phaseWithoutOwner,
  type DecisionContext,
  type Outcome,
} from './transitions.ts';
