/** The demo's managed service provider: its people, clients, history and daily work. */
export { arrivals } from './arrivals.ts';
export { runDay, type DayOptions } from './day.ts';
export { makeWorld } from './make-world.ts';
export { seedGraph, type SeededGraph } from './seed-graph.ts';
export { seedHalo, type SeededHalo } from './seed-halo.ts';
export { skillCsv } from './skill-csv.ts';
export type { Arrival, PastTicket, Staff, World, WorldClient, WorldTechnician } from './world.ts';
