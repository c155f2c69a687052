import { pino } from 'pino';
import type { Log } from '../model/log.ts';
import type { LogLevel } from './config.ts';
import { redact } from './redaction.ts';

/**
 * The log: JSON lines for machines (production), or lines for people (demo). Every field passes config/redaction.ts.
 * `now` returns the time, so that a demo on a virtual clock writes the same bytes each time.
 */
export function createLog(o: {
  level: LogLevel;
  format: 'json' | 'lines';
  now: () => number;
  write: (line: string) => void;
}): Log {
  const logger = pino(
    {
      level: o.level,
      base: null,
      messageKey: 'event',
      timestamp: () => `,"time":"${new Date(o.now()).toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line: string) => o.write(o.format === 'json' ? line : readable(line)) },
  );
  const at =
    (level: LogLevel) =>
    (event: string, fields: Record<string, unknown> = {}): void =>
      logger[level](redact(fields), event);
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** `09:00:04 info  offer.made  ticket=t_12 minutes=14`: one line that a person can scan. */
function readable(line: string): string {
  const { level, time, event, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const rest = Object.entries(fields).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${[String(event), ...rest].join('  ')}\n`;
}
