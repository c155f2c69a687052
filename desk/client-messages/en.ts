import type { ClientWords } from './words.ts';

export const en: ClientWords = {
  name: 'English',
  colon: ': ',
  kind: { 'on-site': 'Visit', remote: 'Remote session', call: 'Phone call' },
  ticket: (number) => `Ticket ${number}`,
  questionsCall: 'Questions? Call us:',
  oneTime: (at) => at,
  facts: { about: 'About', when: 'When', before: 'Before', where: 'Where', who: 'Who', howLong: 'How long' },
  join: 'Join online',
  bookings: {
    cancelled: 'The appointment was cancelled.',
    cannotKeep: 'We cannot keep this time. Another mail has new times to choose from.',
  },
  mail: {
    hello: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
    regards: 'Kind regards',
    button: { choose: 'Choose a time', manage: 'See, move or cancel it' },
    orOpen: 'Or open this address:',
    offer: {
      subject: (about) => `Please choose a time: ${about}`,
      text: {
        'on-site':
          'We would like to come and put this right. Please choose the time that suits you best; it takes a minute.',
        remote:
          'We would like to connect and put this right. Please choose the time that suits you best; it takes a minute.',
        call: 'We would like to call you about this. Please choose the time that suits you best; it takes a minute.',
      },
    },
    chase: {
      subject: (about) => `Still open: a time for ${about}`,
      text: 'We would still like to help you with this. Please choose a time, or tell us on the page what would suit you better.',
    },
    slotGone: {
      subject: 'That time has just gone: please choose another one',
      byClient:
        'We are sorry: the time you chose was taken a moment before we could book it. Fresh ones are on your page.',
      byCompany:
        'We are sorry: the time that we had in mind for you was taken a moment before we could book it. Please choose another one on your page.',
      keeps: 'Your earlier appointment stands as it was.',
      standsSubject: 'Your appointment stands as it was',
      stands:
        'We wanted to move your appointment, and the new time was taken a moment before we could book it. Your appointment stands as it was.',
    },
    newTime: {
      subject: 'We cannot keep our appointment: please choose another time',
      text: 'We are sorry: we cannot keep the time that was agreed. Please choose another one that suits you; what is known about your ticket stays with us.',
    },
    confirmed: {
      subject: (at) => `Confirmed: ${at}`,
      text: {
        'on-site': 'Your visit is booked. We look forward to seeing you.',
        remote: 'Your remote session is booked. We look forward to it.',
        call: 'Your call is booked. We will ring you.',
      },
    },
    moved: {
      subject: (at) => `New time: ${at}`,
      byClient: 'Your appointment has its new time.',
      byCompany:
        'We had to move your appointment, and are sorry for the change. We hope that the new time suits you too.',
    },
    cancelled: {
      subject: (what) => `Cancelled: ${what}`,
      byClient: 'You cancelled this appointment. Your ticket stays open; call us whenever you want another time.',
      byCompany: 'We had to cancel this appointment. We are sorry, and will be in touch about another time.',
    },
    reminder: {
      subject: (at) => `Reminder: ${at}`,
      text: {
        'on-site': 'A short reminder of our visit. We look forward to seeing you.',
        remote: 'A short reminder of our remote session.',
        call: 'A short reminder: we will call you.',
      },
    },
    late: {
      subject: (length) => `About ${length} later than planned`,
      text: {
        'on-site': ({ names }, at, length) =>
          `${names} will be with you around ${at}, about ${length} later than planned. Your visit takes place all the same. Thank you for your patience.`,
        remote: ({ names }, at, length) =>
          `${names} will connect around ${at}, about ${length} later than planned. Your session takes place all the same. Thank you for your patience.`,
        call: ({ names }, at, length) =>
          `${names} will call you around ${at}, about ${length} later than planned. Thank you for your patience.`,
      },
    },
    technician: {
      subject: {
        'on-site': ({ names }) => `${names} will come to you`,
        remote: ({ names }) => `${names} will connect with you`,
        call: ({ names }) => `${names} will call you`,
      },
      text: 'One thing has changed: who looks after you. Everything that is known about your ticket has been passed on, and the time stays the same.',
    },
  },
  page: {
    title: { 'on-site': 'Your visit', remote: 'Your remote session', call: 'Your call' },
    chooseTitle: 'Choose a time',
    anotherTitle: 'Choose another time',
    chooseText: (length, who) => `It takes about ${length}${who === '' ? '' : `, with ${who}`}.`,
    currently: (at) => `Booked now: ${at}. That time stays yours until another one is booked.`,
    apology: 'We are sorry: that time has just gone. These are free now.',
    nearest: 'Nearest to it',
    noTimes: 'There is no free time to offer right now. Tell us below what would suit you, or call us.',
    morning: 'Morning',
    afternoon: 'Afternoon',
    evening: 'Evening',
    otherDays: 'Other days',
    timesIn: (zone) => `Times in ${zone}`,
    changeZone: 'Time zone',
    language: 'Language',
    show: 'Show',
    more: 'Add a phone number, a note or guests',
    phone: 'Phone on the day',
    note: 'Anything we should know?',
    guests: 'Who else should get the invitation?',
    guestsHint: 'Mail addresses, at most five, separated by commas.',
    optional: 'optional',
    pick: 'Please choose',
    book: 'Book this time',
    none: 'None of these suits me',
    noneText: 'A person reads this and gets back to you.',
    noneLabel: 'When could you, or what is in the way?',
    noneSend: 'Send',
    noNeed: 'It is no longer needed',
    noNeedText: 'Good to hear, if it works again. Nobody will ask you for a time any more.',
    noNeedSend: 'No appointment, thank you',
    mistakes: 'Please look at this again:',
    mistake: {
      required: 'Please fill this in.',
      'too-long': 'This is too long.',
      'not-an-address': 'One of these is not a mail address.',
      'choose-one': 'Please choose one.',
      'too-many': 'At most five addresses.',
    },
    bookingTitle: 'Reserved for you',
    bookingText: 'We are booking it. This page looks again by itself, and you get a mail when it is done.',
    refresh: 'Look again',
    confirmedTitle: 'Your appointment is booked',
    movedTitle: 'Your new time is booked',
    confirmedText: 'You get a confirmation by mail.',
    toCalendar: 'Add to calendar',
    move: 'Choose another time',
    keep: 'Keep the time I have',
    cancel: 'Cancel the appointment',
    cancelText: 'Your ticket stays open.',
    cancelReason: 'What is the reason?',
    cancelSend: 'Cancel it',
    changeUntil: (until) => `You can change it here until ${until}.`,
    tooLate: (until) => `It could be changed here until ${until}. If something has come up, please call us.`,
    wishesTitle: 'Thank you',
    wishesText: 'We have your wishes. A person looks at them and gets back to you.',
    cancelledTitle: 'The appointment is cancelled',
    cancelledText: 'Your ticket stays open. Call us whenever you want another time.',
    overTitle: 'This appointment is over',
    overText: 'We hope all went well. If something is left to do, call us.',
    noLinkTitle: 'This link does not work',
    noLink: {
      invalid: 'Perhaps a part of it is missing. Open it from the mail once more, or call us.',
      expired: 'It is no longer valid. Call us, and we send you a new one.',
      replaced: 'There is a newer mail from us with a newer link. Please use that one.',
    },
    tryTitle: 'One moment, please',
    tryText: 'We cannot show this right now. Nothing is lost: please try again in a minute, or call us.',
    again: 'Try again',
  },
};
