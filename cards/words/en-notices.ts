/** Values a notice may name. Instants come as words of the reader's zone. */
export type Slots = Readonly<Record<string, string>>;

/** A short message: a title and what to know or do next. */
export interface NoticeWords {
  readonly title: string;
  readonly text: (v: Slots) => string;
}

/** Says `text` with the value when there is one. */
function given(value: string | undefined, text: (value: string) => string): string {
  return value ? text(value) : '';
}

const who = (v: Slots): string => v['who'] ?? 'somebody else';
const ticket = (v: Slots): string => (v['number'] ? `ticket ${v['number']}` : 'this ticket');
const Ticket = (v: Slots): string => (v['number'] ? `Ticket ${v['number']}` : 'This ticket');

/** Messages without a card of their own, by key. Values each one reads stand in its text. */
export const notices = {
  // For all
  paused: {
    title: '‖ Offers are paused',
    text: (v) =>
      `${who(v)} paused all offers${given(v['at'], (at) => ` at ${at}`)}${given(v['reason'], (r) => `: ${r}`)}. ` +
      'New tickets are still read and can be taken; nobody is asked. A dispatcher writes "resume" to go on.',
  },
  resumed: {
    title: '✓ Offers run again',
    text: (v) => `${who(v)} resumed all offers. Waiting tickets are offered now.`,
  },
  welcome: {
    title: 'Callboard is here',
    text: () =>
      'What waits for your answer comes here: tickets that suit you, with the reasons, and what only you can decide. ' +
      'Take a ticket, or say why not: both help. Write "help" to see what else works.',
  },
  'welcome-channel': {
    title: 'Callboard is here',
    text: () => 'Every ticket that needs somebody appears in this channel, one card each. Anybody may take one.',
  },
  help: {
    title: 'What you can do here',
    text: () =>
      'Use the buttons on the cards. You can also write: "pause" and "resume" (dispatchers), "queue" for what waits, ' +
      '"visits" for all open visits, "numbers" for how well they go (both dispatchers and managers), "sick" or "back" with a name (dispatchers), "trouble" for what is stuck, ' +
      '"my day" for your visits today, "help" for this.',
  },
  'not-understood': {
    title: 'I did not understand that',
    text: () => 'Use the buttons on the cards, or write "help" to see what works here.',
  },
  stranger: {
    title: 'I do not know you yet',
    text: () => 'An admin of Callboard has to add you to the directory. Until then nothing can be done from here.',
  },

  'nobody-there': {
    title: '○ Not somebody for tickets',
    text: () =>
      'The person you chose is not a technician here any more, or an admin has not confirmed who they are. Choose somebody else.',
  },

  // To the one who tapped
  claimed: { title: '✓ It is yours', text: (v) => `${Ticket(v)} is yours.` },
  'lost-race': {
    title: '○ Somebody was faster',
    text: (v) => `${who(v)} took ${ticket(v)}${given(v['at'], (at) => ` at ${at}`)}. Nothing to do for you.`,
  },
  taken: {
    title: '○ Already taken',
    text: (v) => `${Ticket(v)} is with ${who(v)}. Talk to them, or give it to somebody with a reason.`,
  },
  changed: {
    title: '○ It changed meanwhile',
    text: (v) => `${Ticket(v)} changed since this card was drawn. Look again and decide again.`,
  },
  closed: { title: '■ Closed', text: (v) => `${Ticket(v)} is closed. Nothing more to do here.` },
  'psa-won': {
    title: '○ Changed in the ticket system',
    text: (v) => `${Ticket(v)} was given to ${who(v)} in ${v['psa'] ?? 'the ticket system'} meanwhile. That counts.`,
  },
  'not-allowed': { title: '○ Not for your role', text: () => 'Ask a dispatcher to do this, or an admin for the role.' },
  'undo-too-late': {
    title: '○ Too late to undo',
    text: () => 'Release the ticket, or give it to somebody else instead.',
  },
  'reason-needed': {
    title: '○ One reason is needed',
    text: () => 'Open the card again and choose or write one reason.',
  },
  'old-card': { title: '○ This card is too old', text: () => 'Refresh it, or use the newest card of this ticket.' },
  failed: {
    title: '✕ That did not work',
    text: (v) =>
      `Nothing was changed. Try again; if it happens again, tell an admin${given(v['errorId'], (id) => ` the number ${id}`)}.`,
  },
  busy: {
    title: '○ Try again in a moment',
    text: () =>
      'The database did not answer in time. Look at the card again in a few seconds: what you asked may have been ' +
      'done. If it was not, ask again; nothing is done twice.',
  },
  done: { title: '✓ Done', text: () => 'It is done.' },
  'visit-offered': {
    title: '✓ Times are on their way',
    text: (v) => `The client of ${ticket(v)} gets a mail with times to choose from.`,
  },
  'visit-held': {
    title: '✓ The time is kept',
    text: (v) => `The visit of ${ticket(v)} is being booked; its card says when it stands.`,
  },
  'visit-cancelled': {
    title: '✓ The visit is cancelled',
    text: (v) => `The client of ${ticket(v)} is told, and the time is free again.`,
  },
  'visit-late-told': {
    title: '✓ They are told',
    text: () => 'This client and the next ones of the day whom it concerns get a word.',
  },
  'replan-coming': {
    title: '✓ A plan is coming',
    text: () => 'It comes into your own chat. Nothing moves before you apply it.',
  },
  'replan-stale': {
    title: '○ The day has changed',
    text: () => 'The day has changed, so nothing was moved. Look at the new plan and decide again.',
  },
  'replan-over': {
    title: '○ This plan is over',
    text: () =>
      'This plan is over. Ask for a new one: tap "Make room today" on the ticket, or write "sick" and the name.',
  },
  'replan-busy': {
    title: '○ Still being booked',
    text: () => 'One of its visits is being booked in this moment. Undo it in a minute.',
  },
  'back-at-work': {
    title: '✓ Welcome back',
    text: () => 'They are asked again, and clients are offered their times.',
  },
  'nobody-named': {
    title: '○ Nobody of that name',
    text: () => 'There is no technician of that name. Write the name as it stands on the cards.',
  },
  'which-person': {
    title: '○ Which one?',
    text: () => 'There are several of that name. Write the whole name.',
  },
  'slot-gone': {
    title: '○ That time has gone',
    text: () => 'Somebody or something took it a moment ago. Open the dialog again: it has fresh times.',
  },
  'no-contact': {
    title: '○ Nobody to write to',
    text: (v) => `${Ticket(v)} has no contact with a mail address. Add one in the ticket system, then book again.`,
  },
  'visits-off': {
    title: '○ No calendars here yet',
    text: () => 'Callboard is not connected to calendars and Bookings. An admin can set that up.',
  },

  undone: { title: '○ Undone', text: (v) => `${who(v)} undid it: ${ticket(v)} stands where it stood before.` },
} satisfies Record<string, NoticeWords>;

export type NoticeKey = keyof typeof notices;
