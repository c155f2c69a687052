import { Refusal, type Call, type Handler } from './answer.ts';
import { entityAnswer, list, type ListingRules, type Row } from './listing.ts';
import type { GroupRow, ShiftItem, ShiftRow } from './rows.ts';
import type { GraphState } from './state.ts';
import { utcStamp } from './times.ts';

const rules = (type: 'shift' | 'timeOff'): ListingRules => ({
  type,
  page: 100,
  most: 1_000,
  filterable: type === 'shift' ? ['sharedShift', 'draftShift', 'userId'] : ['sharedTimeOff', 'draftTimeOff', 'userId'],
  orderable: [],
});

/** `/teams/{team}/schedule`: shifts and time off. Items can be drafts that are not shared yet. */
export function shiftResource(
  state: GraphState,
): Readonly<Record<'schedule' | 'shifts' | 'shift' | 'timesOff' | 'timeOff', Handler>> {
  function team(call: Call): GroupRow {
    const id = (call.params['team'] ?? '').toLowerCase();
    const row = state.groups.get(id);
    if (!row) throw new Refusal(404, 'NotFound', `Sorry, the team was not found, or you may not have access to it.`);
    // docs/platform/graph.md, “Shifts may want a person to act as”.
    if (call.token.kind === 'app' && state.settings.shifts.needsActsAs) {
      const actsAs = call.headers['ms-app-acts-as']?.toLowerCase();
      if (actsAs === undefined)
        throw new Refusal(
          403,
          'MissingUserIdHeaderInAppContext',
          'The MS-APP-ACTS-AS header is missing in an application context.',
        );
      if (!row.owners.has(actsAs) && !row.members.has(actsAs))
        throw new Refusal(403, 'Forbidden', `User ${actsAs} is not a member of the team.`);
    }
    return row;
  }
  const of = (rows: Iterable<ShiftRow>, row: GroupRow) => [...rows].filter((shift) => shift.team === row.id);
  const one = (rows: ReadonlyMap<string, ShiftRow>, call: Call): ShiftRow => {
    const found = rows.get(call.params['item'] ?? '');
    if (found?.team !== team(call).id) throw new Refusal(404, 'NotFound', 'The item was not found.');
    return found;
  };

  return {
    schedule: (call) => {
      const row = team(call);
      return entityAnswer(call, rules('shift'), {
        json: { id: row.id, enabled: true, timeZone: 'Europe/London', provisionStatus: 'Completed' },
      });
    },
    shifts: (call) => list(call, rules('shift'), of(state.shifts.values(), team(call)).map(shiftRow)),
    shift: (call) => entityAnswer(call, rules('shift'), shiftRow(one(state.shifts, call))),
    timesOff: (call) => list(call, rules('timeOff'), of(state.timesOff.values(), team(call)).map(timeOffRow)),
    timeOff: (call) => entityAnswer(call, rules('timeOff'), timeOffRow(one(state.timesOff, call))),
  };
}

function shiftRow(row: ShiftRow): Row {
  return {
    json: {
      id: row.id,
      userId: row.userId,
      schedulingGroupId: null,
      isStagedForDeletion: false,
      sharedShift: row.shared ? { ...item(row.shared), activities: [] } : null,
      draftShift: row.draft ? { ...item(row.draft), activities: [] } : null,
    },
  };
}

function timeOffRow(row: ShiftRow): Row {
  const reason = { timeOffReasonId: row.timeOffReasonId ?? null };
  return {
    json: {
      id: row.id,
      userId: row.userId,
      isStagedForDeletion: false,
      sharedTimeOff: row.shared ? { ...item(row.shared), ...reason } : null,
      draftTimeOff: row.draft ? { ...item(row.draft), ...reason } : null,
    },
  };
}

const item = ({ start, end, displayName, theme, notes }: ShiftItem) => ({
  startDateTime: utcStamp(start),
  endDateTime: utcStamp(end),
  displayName: displayName ?? null,
  theme,
  notes: notes ?? null,
});
