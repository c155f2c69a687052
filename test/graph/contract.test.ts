import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { PERMISSION_NAMES } from '../../graph/index.ts';
import type { Exchange } from '../../sim/graph/index.ts';
import { describeBookings } from './contract/bookings.ts';
import { describeCalendars } from './contract/calendars.ts';
import { describeMail } from './contract/mail.ts';
import { describePresence } from './contract/presence.ts';
import { describeSubscriptions } from './contract/subscriptions.ts';
import type { GraphWorld } from './graph-world.ts';
import {
  bookingsInExchange,
  bookingsInGraph,
  calendarsInGraph,
  mailInGraph,
  presenceInGraph,
  subscriptionsInGraph,
} from './worlds.ts';

/** All requests to Graph that the contract suites made. */
const recorded: Exchange[] = [];
const onRecord = (world: GraphWorld) => void world.sim.journal.listen((exchange) => recorded.push(exchange));

describeCalendars('calendars in Exchange, over HTTP', () => calendarsInGraph(onRecord));
describeMail('mail through Exchange, over HTTP', () => mailInGraph(onRecord));
describePresence('presence, Shifts and groups, over HTTP', () => presenceInGraph(onRecord));
describeSubscriptions('change notifications, over HTTP both ways', () => subscriptionsInGraph(onRecord));
describeBookings('Microsoft Bookings, over HTTP', () => bookingsInGraph(onRecord));
describeBookings('visits without Bookings, over HTTP', () => bookingsInExchange(onRecord));

const checker = fileURLToPath(new URL('../../../shared/graph-conformance/check.mjs', import.meta.url));
const subset = fileURLToPath(new URL('../../../shared/graph-conformance/subset.v1.json', import.meta.url));
const present = existsSync(checker);
if (!present) console.warn('skipped: ../shared/graph-conformance is absent, so no request is checked against it');

interface Checker {
  readonly load: (file: string) => unknown;
  readonly check: (
    subset: unknown,
    request: Exchange,
    how: { granted: readonly string[]; now: string },
  ) => { ok: boolean; errors: { code: string; at: string; msg: string }[] };
}

describe('the requests to Graph', () => {
  it.skipIf(!present)('[needs ../shared] are allowed by Graph’s metadata and by our permissions', async () => {
    const { load, check } = (await import(pathToFileURL(checker).href)) as Checker;
    const loaded = load(subset);
    const faults = recorded.flatMap((one) =>
      check(loaded, one, { granted: PERMISSION_NAMES, now: new Date(one.at).toISOString() }).errors.map(
        (error) => `${one.method} ${one.url} ${error.code} ${error.at}: ${error.msg}`,
      ),
    );
    expect([...new Set(faults)]).toEqual([]);
    expect(recorded.length).toBeGreaterThan(100);
  });
});
