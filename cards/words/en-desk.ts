import { count } from './en-count.ts';

/** Words of the cards about the whole desk: the queue, after an outage, the machine itself. */
export const deskWords = {
  queue: {
    title: (n: number) => `Dispatch queue: ${n === 0 ? 'nothing waits' : count(n, 'ticket waits', 'tickets wait')}`,
    emptyText: 'Every open ticket has somebody. New ones appear here by themselves.',
    p1: (n: number) => count(n, 'is critical', 'are critical'),
    atCoordinator: (n: number) => count(n, 'needs a coordinator', 'need a coordinator'),
    waitingTriage: (n: number) => count(n, 'is being read', 'are being read'),
    oldest: (at: string) => `the oldest since ${at}`,
    top: 'Most urgent first',
    others: (n: number) => `and ${n} more; each gets a card of its own when its turn comes`,
    offeredTo: (who: string) => `offered to ${who}`,
    standing: {
      triaged: 'waits',
      offered: 'offered',
      approval: '◆ waits for approval',
      coordinator: '▲ needs a coordinator',
    },
    due: (at: string, left: string) => `by ${at}, ${left}`,
    paused: '‖ Offers are paused',
    pausedBy: (by: string, at: string) => `${by} paused all offers at ${at}.`,
    pausedText: 'New tickets are still read and can be taken; nobody is asked.',
  },
  catchUp: {
    title: {
      psa: (psa: string) => `${psa} is back`,
      teams: () => 'Teams is back',
      callboard: () => 'Callboard is back',
    },
    text: {
      psa: (psa: string, when: string) => `${psa} did not answer ${when}.`,
      teams: (_psa: string, when: string) => `No message reached Teams ${when}.`,
      callboard: (_psa: string, when: string) => `Callboard did not run ${when}.`,
    },
    when: (from: string, to: string, duration: string) => `from ${from} to ${to} (${duration})`,
    heard: (n: number) => count(n, 'new ticket', 'new tickets'),
    taken: (n: number) => `${n} taken`,
    closed: (n: number) => `${n} closed`,
    still: (n: number) => (n === 0 ? 'nothing waits any more' : count(n, 'still waits', 'still wait')),
  },
  machine: {
    title: 'Callboard needs help',
    fine: 'Callboard runs well',
    fineText: 'Nothing is stuck and everybody can be reached.',
    psaDown: (psa: string, at: string) => `▲ ${psa} has not answered since ${at}`,
    psaDownText: (psa: string) => `Cards work on; changes reach ${psa} as soon as it answers. Nothing is lost.`,
    stuck: (n: number) => `▲ ${count(n, 'change is stuck', 'changes are stuck')}`,
    stuckTicket: (number: string) => `ticket ${number}`,
    moreStuck: (n: number) => `and ${n} more`,
    duplicates: (n: number) => `${count(n, 'message', 'messages')} may have been sent twice after unclear failures.`,
    unreachable: 'Cannot be reached; install the Callboard app for them',
    doubtful: 'Who is this? An admin has to say',
    doubtfulWhy: {
      'no-unique-mail': 'no mail address that only one person has',
    } as Readonly<Record<string, string>>,
    unknownStatus: {
      title: (psa: string, name: string, queue: string) =>
        `▲ ${psa} has no status “${name}”${queue === '' ? '' : ` in ${queue}`}, which the settings name`,
      text: 'Visits go on, and tickets keep their status at that step. Correct the setting (VISITS_STATUS_… or VISITS_REQUEST_STATUS) and start Callboard again, or add the status there.',
      known: 'It has',
    },
    notGranted: {
      title: (permission: string) => `▲ Microsoft 365 does not grant ${permission}, which visits need`,
      text: 'An admin grants it in the Entra admin center; Callboard finds that out within two hours.',
      without: 'What Microsoft 365 does not grant, and what that costs',
    },
  },
};
