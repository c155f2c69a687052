/**
 * The structured log, as a port. `event` is a stable dotted name (`effect.dead`); fields hold ids, numbers and
 * codes, never names, mail addresses, ticket text or secrets.
 */
export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

/** A log nobody reads. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
