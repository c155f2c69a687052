export { createHaloSimulator, type HaloSimulator, type HaloSimulatorOptions } from './simulator.ts';
export { UNASSIGNED } from './state.ts';
export type { Exchange } from './journal.ts';
export type { Fault } from './faults.ts';
export type { NewTicket } from './people.ts';
export type { TicketRow } from './rows.ts';
