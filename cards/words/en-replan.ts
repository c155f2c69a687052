import { count } from './en-count.ts';

/** Words of a day planned anew, and of the dispatcher's list of visits. */
export const replanWords = {
  replan: {
    title: {
      absent: (who: string) => `${who} is out today`,
      emergency: (number: string) => `Room today for ${number}`,
    },
    state: {
      preview: '○ Nothing has moved yet',
      applied: '✓ Applied',
      left: '○ Left as it was',
      undone: '○ Undone',
    },
    leftText: 'No visit moves. What finds no place still needs a call.',
    asked: '● The client was asked for another time.',
    others: (n: number) => `and ${n} more`,
    replaces: '▲ The day has changed since the last plan. This is the new one.',
    settled: (state: string, by: string, at: string) => `${state}: ${by}, ${at}.`,
    summary: (moves: number, unplaced: number) =>
      moves === 0 && unplaced === 0
        ? 'No visit needs anybody else.'
        : [
            moves === 0 ? 'nothing moves' : count(moves, 'visit moves', 'visits move'),
            unplaced === 0 ? '' : count(unplaced, 'finds no place', 'find no place'),
          ]
            .filter((part) => part !== '')
            .join(', '),
    instead: (to: string, from: string) => `${to} comes instead of ${from}`,
    comes: (to: string) => `${to} comes`,
    sameTime: (at: string) => `${at} as agreed`,
    at: (at: string) => at,
    moved: (from: string, to: string, minutes: number, later: boolean) =>
      `${from} → ${to}, ${minutes} min ${later ? 'later' : 'earlier'}`,
    unskilled: '▲ without the skill for it',
    makesRoom: 'to make room',
    inProgress: '… being booked, or changed since',
    unplaced: {
      'no-room': 'Nobody else has room for it at that time.',
      'over-budget': 'There is room only if more is moved than is allowed.',
      'nobody-known': 'The calendars of those who could do it cannot be read.',
      fixed: 'It is under way, or being booked in this moment.',
      'would-give': 'There is room for it if this client agrees to another time.',
      'two-people': 'It takes two people, which no plan finds: choose a time by hand.',
    },
    noRoomToday: 'Nobody has room for it today.',
    needs: (moves: number, confirmed: number) =>
      `It needs ${count(moves, 'visit', 'visits')} moved` +
      (confirmed === 0 ? '.' : `, ${count(confirmed, 'of them confirmed', 'of them confirmed')}.`),
    call: (who: string, phone: string) => (phone === '' ? `Call ${who}` : `Call ${who}, ${phone}`),
    callClient: 'the client',
    budget: (moves: number, most: number, minutes: number, mostMinutes: number) =>
      `Moves of others: ${moves} of at most ${most}; ${minutes} of at most ${mostMinutes} min.`,
    confirmedStay: 'Confirmed times stay.',
    confirmedMoved: (n: number, most: number) => `Confirmed times moved: ${n} of at most ${most}.`,
    travel: (minutes: number) =>
      minutes === 0 ? 'No more driving.' : `${Math.abs(minutes)} min ${minutes > 0 ? 'more' : 'less'} driving.`,
    told: 'Each client is told by mail; tickets, calendars and the PSA follow.',
    undoUntil: (at: string) => `Can be undone until ${at}.`,
    notBack: 'Could not be put back, since it has moved on:',
    out: (who: string) => `${who} is not asked for anything today. Write “back ${who}” when they are here again.`,
    apply: 'Apply',
    leave: 'Leave it',
    undo: 'Undo',
  },
  visitList: {
    title: (n: number) => `Open visits: ${n === 0 ? 'none' : n}`,
    none: 'No visit is open. Clients are offered times as soon as somebody has their ticket.',
    waiting: (n: number) => `${count(n, 'waits', 'wait')} for an answer`,
    today: (n: number) => `${n} today`,
    untied: (n: number) => `In Bookings, without a ticket: ${n}`,
    untiedText: 'Each finds its ticket by itself once one waits for a time whose contact has the same mail address.',
    out: (who: string, until: string) => `▲ ${who} is out until ${until}`,
    others: (n: number) => `and ${n} more`,
    state: {
      wanted: '○ not asked yet',
      asking: '○ not asked yet',
      offered: '● has times to choose from',
      wishes: '▲ no time suits',
      held: '… being booked',
      moving: '… moving',
      confirmed: '✓ confirmed',
      done: '■ over',
      cancelled: '✕ cancelled',
    },
    unanswered: '▲ no answer: call',
    since: (at: string) => `since ${at}`,
    span: (from: string, to: string) => `${from} to ${to}`,
  },
};
