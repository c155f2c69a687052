import type { ClientWords } from './words.ts';

export const de: ClientWords = {
  name: 'Deutsch',
  kind: { 'on-site': 'Besuch', remote: 'Fernsitzung', call: 'Telefonat' },
  minutes: (n) => `${n} Minuten`,
  ticket: (number) => `Ticket ${number}`,
  by: (names) => `mit ${names}`,
  questionsCall: (phone) => `Fragen? Rufen Sie uns an: ${phone}.`,
  mail: {
    hello: (name) => (name === '' ? 'Guten Tag,' : `Guten Tag ${name},`),
    regards: (company) => `Mit freundlichen Grüßen\n${company}`,
    button: { choose: 'Termin wählen', manage: 'Ansehen, verschieben oder absagen' },
    when: 'Wann',
    where: 'Wo',
    who: 'Wer',
    join: 'Online teilnehmen',
    offer: {
      subject: (about) => `Bitte wählen Sie einen Termin: ${about}`,
      text: {
        'on-site':
          'wir möchten vorbeikommen und das in Ordnung bringen. Bitte wählen Sie den Termin, der Ihnen am besten passt; es dauert eine Minute.',
        remote:
          'wir möchten uns verbinden und das in Ordnung bringen. Bitte wählen Sie den Termin, der Ihnen am besten passt; es dauert eine Minute.',
        call: 'wir möchten Sie dazu anrufen. Bitte wählen Sie den Termin, der Ihnen am besten passt; es dauert eine Minute.',
      },
    },
    chase: {
      subject: (about) => `Noch offen: ein Termin für ${about}`,
      text: 'wir haben noch nichts von Ihnen gehört und möchten gern helfen. Bitte wählen Sie einen Termin, oder schreiben Sie uns auf der Seite, was Ihnen passt.',
    },
    slotGone: {
      subject: 'Der Termin ist gerade vergeben worden: bitte wählen Sie neu',
      text: 'es tut uns leid: Der gewählte Termin wurde vergeben, kurz bevor wir ihn buchen konnten. Auf Ihrer Seite stehen neue.',
      keeps: 'Ihr bisheriger Termin bleibt bestehen.',
    },
    confirmed: {
      subject: (at) => `Bestätigt: ${at}`,
      text: {
        'on-site': 'unser Besuch ist gebucht.',
        remote: 'unsere Fernsitzung ist gebucht.',
        call: 'unser Telefonat ist gebucht.',
      },
    },
    moved: {
      subject: (at) => `Neuer Termin: ${at}`,
      text: (from) => `Ihr Termin wurde verschoben. Vorher war er ${from}.`,
    },
    cancelled: {
      subject: (at) => `Abgesagt: ${at}`,
      byClient:
        'Sie haben diesen Termin abgesagt. Ihr Ticket bleibt offen; rufen Sie uns an, wenn Sie einen neuen möchten.',
      byCompany: 'wir mussten diesen Termin leider absagen. Wir melden uns bei Ihnen wegen eines neuen.',
    },
    reminder: {
      subject: (at) => `Erinnerung: ${at}`,
      text: {
        'on-site': 'wir freuen uns auf den Besuch bei Ihnen.',
        remote: 'wir freuen uns auf die Sitzung mit Ihnen.',
        call: 'wir freuen uns auf das Gespräch mit Ihnen.',
      },
    },
    late: {
      subject: (minutes) => `Etwa ${minutes} Minuten später als geplant`,
      text: (who, minutes) =>
        `${who} ist unterwegs und kommt etwa ${minutes} Minuten später als geplant zu Ihnen. Danke für Ihre Geduld; sonst ändert sich nichts.`,
    },
    technician: {
      subject: 'Jemand anderes kommt zu Ihnen',
      text: (who) =>
        `${who} kommt stattdessen zu Ihnen und weiß alles, was über Ihr Ticket bekannt ist. Der Termin bleibt.`,
    },
    change: 'Auf Ihrer Seite können Sie ihn verschieben oder absagen.',
  },
  page: {
    title: { 'on-site': 'Unser Besuch bei Ihnen', remote: 'Ihre Fernsitzung', call: 'Ihr Telefonat' },
    chooseTitle: 'Wählen Sie einen Termin',
    chooseText: (minutes, who) => `Es dauert etwa ${minutes} Minuten${who === '' ? '' : `, mit ${who}`}.`,
    currently: (at) => `Bisher: ${at}. Dieser Termin bleibt Ihnen, bis Sie einen anderen gewählt haben.`,
    apology: 'Es tut uns leid: Dieser Termin ist gerade vergeben worden. Diese sind jetzt frei.',
    noTimes: 'Gerade ist kein Termin frei. Schreiben Sie uns unten, was Ihnen passt, oder rufen Sie uns an.',
    timesIn: (zone) => `Zeiten in ${zone}`,
    changeZone: 'Zeitzone',
    language: 'Sprache',
    show: 'Anzeigen',
    more: 'Telefon, Hinweis, Gäste',
    phone: 'Telefon am Tag selbst',
    note: 'Was sollten wir wissen?',
    guests: 'Wer soll die Einladung noch bekommen?',
    guestsHint: 'Mailadressen, höchstens fünf, durch Kommas getrennt.',
    optional: 'freiwillig',
    book: 'Diesen Termin buchen',
    none: 'Keiner davon passt mir',
    noneText: 'Schreiben Sie uns, wann Sie könnten oder was dagegen spricht. Ein Mensch liest es und meldet sich.',
    noneSend: 'Absenden',
    mistakes: 'Bitte sehen Sie sich das noch einmal an:',
    mistake: {
      required: 'Das wird gebraucht.',
      'too-long': 'Das ist zu lang.',
      'not-an-address': 'Eines davon ist keine Mailadresse.',
      'choose-one': 'Bitte wählen Sie einen Termin.',
      'too-many': 'Höchstens fünf Adressen.',
    },
    bookingTitle: 'Für Sie reserviert',
    bookingText:
      'Wir buchen ihn gerade. Diese Seite sieht von selbst wieder nach, und Sie bekommen eine Mail, sobald er steht.',
    refresh: 'Noch einmal nachsehen',
    confirmedTitle: 'Der Termin steht',
    confirmedText: 'Eine Bestätigung liegt in Ihrem Postfach.',
    toCalendar: 'In den Kalender',
    move: 'Anderen Termin wählen',
    keep: 'So lassen',
    cancel: 'Absagen',
    cancelText: 'Sagen Sie uns, warum; das hilft uns beim Planen. Ihr Ticket bleibt offen.',
    cancelReason: 'Grund',
    cancelSend: 'Termin absagen',
    tooLate: (until) => `Ändern konnten Sie ihn hier bis ${until}. Bitte rufen Sie uns jetzt an.`,
    wishesTitle: 'Danke',
    wishesText: 'Wir haben Ihre Wünsche. Ein Mensch sieht sie sich an und meldet sich bei Ihnen.',
    cancelledTitle: 'Der Termin ist abgesagt',
    cancelledText: 'Ihr Ticket bleibt offen. Rufen Sie uns an, wenn Sie einen neuen Termin möchten.',
    overTitle: 'Dieser Termin ist vorbei',
    overText: 'War alles in Ordnung? Wenn noch etwas zu tun ist, rufen Sie uns an.',
    noLinkTitle: 'Dieser Link geht nicht',
    noLink: {
      invalid: 'Vielleicht fehlt ein Stück davon. Öffnen Sie ihn noch einmal aus der Mail, oder rufen Sie uns an.',
      expired: 'Er galt eine Zeit lang, und die ist vorbei. Rufen Sie uns an, dann schicken wir Ihnen einen neuen.',
      replaced: 'Es gibt eine neuere Mail von uns mit einem neueren Link. Bitte nehmen Sie den.',
    },
    tryTitle: 'Einen Augenblick bitte',
    tryText:
      'Wir können es gerade nicht sagen. Es geht nichts verloren: Bitte versuchen Sie es in einer Minute noch einmal, oder rufen Sie uns an.',
    again: 'Noch einmal versuchen',
  },
};
