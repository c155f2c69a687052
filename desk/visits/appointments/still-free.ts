import { OutsideError } from '../../../model/errors.ts';
import type { CalendarBusy, Visit } from '../../../model/visit.ts';
import { takesTime } from '../../../scheduling/index.ts';
import type { DeskDeps } from '../../deps.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { mailsOf } from './visit-people.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Asks the calendars themselves, not the cache, whether the chosen time is still free, by the policy that times are
 * offered by. Our own entries do not count: the tentative hold, and the appointment that is being moved.
 *
 * @throws OutsideError GRAPH_UNREACHABLE when a calendar cannot be read: unknown never means free, and the check is
 * repeated.
 */
export async function stillFree(
  deps: DeskDeps,
  { calendars, policy }: VisitDeps,
  visit: Visit,
  personIds: readonly string[],
): Promise<'free' | 'taken'> {
  const { slot, before, outside } = visit;
  if (!slot || personIds.length === 0) return 'free';
  const people = await mailsOf(deps, personIds);
  const from = slot.start - slot.beforeMinutes * MINUTE;
  const to = slot.end + slot.afterMinutes * MINUTE;
  const answers = await calendars.schedules(
    people.map(({ mail }) => mail),
    from - DAY,
    to + DAY,
  );
  const ours = [before, outside.bookedSlot].filter((one) => one !== undefined);
  const holding = outside.holdKey !== undefined && Object.keys(outside.holdEvents).length > 0;
  for (const { personId, mail, name } of people) {
    const answer = answers.get(mail);
    if (answer?.known !== true) {
      throw new OutsideError(
        'GRAPH_UNREACHABLE',
        `${name}’s calendar could not be read: ${answer?.why ?? 'no answer'}.`,
        {
          done: 'no',
          retry: 'later',
        },
      );
    }
    const isOurs = (busy: CalendarBusy) =>
      ours.some((one) => one.personIds.includes(personId) && one.start === busy.start && one.end === busy.end) ||
      (holding && busy.status === 'tentative' && busy.start === slot.start && busy.end === slot.end);
    const inTheWay = (busy: CalendarBusy) =>
      busy.start < to && busy.end > from && takesTime(busy, visit.kind, policy.scheduling) && !isOurs(busy);
    if (answer.busy.some(inTheWay)) return 'taken';
  }
  return 'free';
}
