import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../desk/ports/calendars.ts';
import type { Interval } from '../../../model/technician.ts';
import type { CalendarsUnderTest } from './under-test.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** The contract that every calendar port must satisfy. */
export function describeCalendars(name: string, start: () => Promise<CalendarsUnderTest>): void {
  describe(name, () => {
    let world: CalendarsUnderTest;
    beforeEach(async () => {
      world = await start();
    });
    afterEach(() => world.stop());
    const at = (hours: number, length = 1): Interval => ({
      start: world.now() + hours * HOUR,
      end: world.now() + (hours + length) * HOUR,
    });
    const week = (): Interval => ({ start: world.now() - HOUR, end: world.now() + 7 * DAY });
    const put = (when: Interval, key = 'visit-1', more: object = {}) => {
      const event = { mail: world.ana, key, ...when, subject: 'Hold', text: 'Ticket 7', status: 'tentative' as const };
      return world.does(() => world.calendars.put({ ...event, ...more }));
    };

    describe('reading free and busy times', () => {
      it('reports the kind of each busy time and leaves out free times', async () => {
        const { people, ana } = world;
        people.add(ana, at(1), 'busy');
        people.add(ana, at(3), 'tentative');
        people.add(ana, at(5), 'oof');
        people.add(ana, at(7), 'workingElsewhere');
        people.add(ana, at(9), 'free');
        const [one, three, five, seven] = [at(1), at(3), at(5), at(7)];
        const { start, end } = week();
        const found = (await world.does(() => world.calendars.schedules([ana], start, end))).get(ana);
        expect(found).toEqual({
          known: true,
          busy: [
            { ...one, status: 'busy' },
            { ...three, status: 'tentative' },
            { ...five, status: 'away' },
            { ...seven, status: 'elsewhere' },
          ],
        });
      });

      it('answers for everybody asked, and reports an unreadable calendar as unknown, never as free', async () => {
        const { start, end } = week();
        const asked = [world.ana, world.locked, 'nobody@elsewhere.example', 'no address', world.ben.toUpperCase()];
        const found = await world.does(() => world.calendars.schedules(asked, start, end));
        expect([...found.keys()]).toEqual(asked);
        expect(asked.map((mail) => found.get(mail)?.known)).toEqual([true, false, false, false, true]);
        for (const answer of found.values()) if (!answer.known) expect(answer.why).not.toBe('');
      });

      it('returns nothing when nobody is asked for', async () => {
        expect((await world.does(() => world.calendars.schedules([], 0, DAY))).size).toBe(0);
      });
    });

    describe('working hours', () => {
      it('are wall-clock hours in a known time zone', async () => {
        const found = await world.does(() => world.calendars.hours(world.ana));
        expect(found.timeZone).toBe('Europe/London');
        expect(found.hours?.[1]).toEqual([{ from: '09:00', to: '17:30' }]);
        expect(found.hours?.[7]).toBeUndefined();
        expect(found.away).toBeUndefined();
      });

      it('are unknown for a mailbox with a custom time zone', async () => {
        const found = await world.does(() => world.calendars.hours(world.odd));
        expect(found).toMatchObject({ timeZone: undefined, hours: undefined });
      });

      it('are unknown without a mailbox, and for everybody without the permission', async () => {
        const unknown = { timeZone: undefined, hours: undefined, away: undefined };
        expect(await world.does(() => world.calendars.hours('nobody@elsewhere.example'))).toEqual(unknown);
        world.mayNotReadSettings();
        expect(await world.does(() => world.calendars.hours(world.ana))).toEqual(unknown);
      });

      it('include automatic replies, both open-ended and scheduled', async () => {
        world.people.away(world.ana);
        world.people.away(world.ben, at(24, 48));
        const when = at(24, 48);
        const [ana, ben] = await world.does(() =>
          Promise.all([world.calendars.hours(world.ana), world.calendars.hours(world.ben)]),
        );
        expect([ana.away, ben.away]).toEqual(['now', when]);
      });
    });

    describe('an entry of ours', () => {
      it('is created once even if the same key is put twice', async () => {
        const when = at(2);
        const [first, again] = [await put(when), await put(when)];
        expect(again.id).toBe(first.id);
        expect(world.people.count(world.ana)).toBe(1);
        const found = await world.does(() => world.calendars.findByKey(world.ana, 'visit-1', when));
        expect(found).toMatchObject({ id: first.id, ...when, subject: 'Hold', status: 'tentative', key: 'visit-1' });
      });

      it('is found by its key after somebody dragged it elsewhere', async () => {
        const when = at(2);
        const { id } = await put(when);
        world.people.move(world.ana, id, { start: when.start + 3 * DAY, end: when.end + 3 * DAY });
        const find = (key: string) => world.does(() => world.calendars.findByKey(world.ana, key, when));
        expect((await find('visit-1'))?.start).toBe(when.start + 3 * DAY);
        expect(await find('visit-2')).toBeUndefined();
      });

      it('sends invitations only if it has guests', async () => {
        await put(at(2));
        expect(world.people.inbox('erika@client.example')).toEqual([]);
        await put(at(4), 'visit-2', { guests: [{ name: 'Erika', mail: 'erika@client.example' }], status: 'busy' });
        await world.does(async () => {});
        expect(world.people.inbox('erika@client.example')).toHaveLength(1);
      });

      it('goes, and says when it is no longer there', async () => {
        const { id } = await put(at(2));
        expect(await world.does(() => world.calendars.remove(world.ana, id))).toBe(true);
        expect(await world.does(() => world.calendars.remove(world.ana, id))).toBe(false);
        expect(world.people.count(world.ana)).toBe(0);
      });

      it('is removed with a note to its guests, or silently if it has none', async () => {
        const guests = [{ name: 'Erika', mail: 'erika@client.example' }];
        const invited = await put(at(2), 'visit-1', { guests });
        const alone = await put(at(4), 'visit-2');
        expect(await world.does(() => world.calendars.remove(world.ana, invited.id, 'We are sorry'))).toBe(true);
        expect(await world.does(() => world.calendars.remove(world.ana, alone.id, 'We are sorry'))).toBe(true);
        expect(world.people.count(world.ana)).toBe(0);
        await world.does(async () => {});
        expect(world.people.inbox('erika@client.example')).toHaveLength(2);
      });

      it('stores a client’s text unchanged', async () => {
        const subject = `<script>alert(1)</script> "o'clock" & 日本`;
        await put(at(2), `k'ey&+=/"<1>`, { subject, place: '1 Main St, 日本' });
        const found = await world.does(() => world.calendars.findByKey(world.ana, `k'ey&+=/"<1>`, at(2)));
        expect(found?.subject).toBe(subject);
      });
    });

    describe('changes', () => {
      const changes = (cursor?: string) => world.does(() => world.calendars.changes(world.ana, week(), cursor));
      const times = (events: readonly CalendarEvent[]) => events.map((one) => one.start).sort();

      it('start with everything and continue with what changed', async () => {
        const { people, ana } = world;
        const [a, b] = [at(2), at(20)];
        const first = people.add(ana, a);
        people.add(ana, b);
        const whole = await changes();
        expect(whole.full).toBe(true);
        expect(times(whole.events)).toEqual([a.start, b.start]);
        const quiet = await changes(whole.cursor);
        expect([quiet.full, quiet.events, quiet.removedIds]).toEqual([false, [], []]);
        const c = at(30);
        people.add(ana, c);
        people.remove(ana, first);
        const next = await changes(quiet.cursor);
        expect(times(next.events)).toEqual([c.start]);
        expect(next.removedIds).toEqual([whole.events.find((one) => one.start === a.start)?.id]);
      });

      it('identify our own entries by their key', async () => {
        await put(at(2));
        world.people.add(world.ana, at(4));
        const { events } = await changes();
        expect(events.map((one) => one.key).sort()).toEqual(['visit-1', undefined]);
      });

      it('start over after the server forgot the cursor, or with an invalid cursor', async () => {
        const when = at(2);
        world.people.add(world.ana, when);
        const { cursor } = await changes();
        world.forget();
        for (const stale of [cursor, 'nonsense']) {
          const anew = await changes(stale);
          expect([anew.full, times(anew.events)]).toEqual([true, [when.start]]);
        }
      });

      it('reject a forged cursor that names another address', async () => {
        const forged = JSON.stringify({ start: 0, end: 9e15, link: 'https://evil.example/v1.0/users' });
        await expect(changes(forged)).rejects.toMatchObject({ code: 'GRAPH_REFUSED' });
      });

      it('return all entries of a long list', async () => {
        for (let n = 0; n < 230; n += 1) world.people.add(world.ana, at(n / 3, 0.25));
        expect((await changes()).events).toHaveLength(230);
      });
    });
  });
}
