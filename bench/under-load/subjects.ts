/** How many copies of Callboard share one replica set. The embedded database has one process always. */
export const COPIES = [1, 2, 4] as const;

export const ENGINES = ['sqlite', 'mongodb'] as const;
export type Engine = (typeof ENGINES)[number];
export const ENGINE_NAMES: Readonly<Record<Engine, string>> = { sqlite: 'SQLite', mongodb: 'MongoDB' };
