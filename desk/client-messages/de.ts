import type { ClientWords } from './words.ts';

export const de: ClientWords = {
  name: 'Deutsch',
  colon: ': ',
  kind: { 'on-site': 'Besuch', remote: 'Fernwartung', call: 'Telefonat' },
  ticket: (number) => `Ticket ${number}`,
  questionsCall: 'Fragen? Rufen Sie uns an:',
  oneTime: (at) => `${at} Uhr`,
  facts: { about: 'Thema', when: 'Wann', before: 'Bisher', where: 'Wo', who: 'Wer', howLong: 'Dauer' },
  join: 'Online teilnehmen',
  bookings: {
    cancelled: 'Dieser Termin wurde abgesagt.',
    cannotKeep: 'Wir können diesen Termin nicht halten. In einer weiteren E-Mail finden Sie neue zur Auswahl.',
  },
  mail: {
    hello: (name) => (name === '' ? 'Guten Tag,' : `Guten Tag ${name},`),
    regards: 'Mit freundlichen Grüßen',
    button: { choose: 'Termin wählen', manage: 'Ansehen, verschieben oder absagen' },
    orOpen: 'Oder öffnen Sie diese Adresse:',
    offer: {
      subject: (about) => `Bitte wählen Sie einen Termin: ${about}`,
      text: {
        'on-site':
          'wir möchten vorbeikommen und das in Ordnung bringen. Bitte wählen Sie den Termin, der Ihnen am besten passt; es dauert eine Minute.',
        remote:
          'wir möchten uns mit Ihrem Gerät verbinden und das in Ordnung bringen. Bitte wählen Sie den Termin, der Ihnen am besten passt; es dauert eine Minute.',
        call: 'wir möchten Sie dazu anrufen. Bitte wählen Sie den Termin, der Ihnen am besten passt; es dauert eine Minute.',
      },
    },
    chase: {
      subject: (about) => `Noch offen: ein Termin für ${about}`,
      text: 'wir möchten Ihnen hierbei weiterhin gern helfen. Bitte wählen Sie einen Termin oder schreiben Sie uns auf der Seite, was Ihnen besser passt.',
    },
    slotGone: {
      subject: 'Dieser Termin ist gerade vergeben worden: bitte wählen Sie einen anderen',
      byClient:
        'es tut uns leid: Der gewählte Termin wurde vergeben, kurz bevor wir ihn buchen konnten. Auf Ihrer Seite finden Sie neue.',
      byCompany:
        'es tut uns leid: Der Termin, den wir für Sie vorgesehen hatten, wurde vergeben, kurz bevor wir ihn buchen konnten. Bitte wählen Sie auf Ihrer Seite einen anderen.',
      keeps: 'Ihr bisheriger Termin bleibt bestehen.',
      standsSubject: 'Ihr Termin bleibt, wie er war',
      stands:
        'wir wollten Ihren Termin verlegen, doch der neue wurde vergeben, kurz bevor wir ihn buchen konnten. Ihr bisheriger Termin bleibt bestehen.',
    },
    newTime: {
      subject: 'Wir können unseren Termin nicht halten: bitte wählen Sie einen anderen',
      text: 'es tut uns leid: Wir können den vereinbarten Termin nicht halten. Bitte wählen Sie einen anderen, der Ihnen passt; alles, was zu Ihrem Ticket bekannt ist, bleibt erhalten.',
    },
    confirmed: {
      subject: (at) => `Bestätigt: ${at}`,
      text: {
        'on-site': 'unser Besuch bei Ihnen ist gebucht. Wir freuen uns auf Sie.',
        remote: 'Ihre Fernwartung ist gebucht.',
        call: 'Ihr Telefonat ist gebucht. Wir rufen Sie an.',
      },
    },
    moved: {
      subject: (at) => `Neuer Termin: ${at}`,
      byClient: 'Ihr neuer Termin ist gebucht.',
      byCompany:
        'wir mussten Ihren Termin verschieben und bitten um Entschuldigung. Wir hoffen, dass Ihnen der neue ebenfalls passt.',
    },
    cancelled: {
      subject: (what) => `Abgesagt: ${what}`,
      byClient:
        'Sie haben diesen Termin abgesagt. Ihr Ticket bleibt offen; rufen Sie uns an, wenn Sie einen neuen möchten.',
      byCompany:
        'wir mussten diesen Termin leider absagen und bitten um Entschuldigung. Wegen eines neuen melden wir uns bei Ihnen.',
    },
    reminder: {
      subject: (at) => `Erinnerung: ${at}`,
      text: {
        'on-site': 'eine kurze Erinnerung an unseren Besuch. Wir freuen uns auf Sie.',
        remote: 'eine kurze Erinnerung an Ihre Fernwartung.',
        call: 'eine kurze Erinnerung: Wir rufen Sie an.',
      },
    },
    late: {
      subject: (length) => `Etwa ${length} später als geplant`,
      text: {
        'on-site': ({ names, several }, at, length) =>
          `${names} ${several ? 'kommen' : 'kommt'} gegen ${at} zu Ihnen, etwa ${length} später als geplant. Der Besuch findet in jedem Fall statt. Danke für Ihre Geduld.`,
        remote: ({ names, several }, at, length) =>
          `${names} ${several ? 'verbinden' : 'verbindet'} sich gegen ${at} mit Ihnen, etwa ${length} später als geplant. Der Termin findet in jedem Fall statt. Danke für Ihre Geduld.`,
        call: ({ names, several }, at, length) =>
          `${names} ${several ? 'rufen' : 'ruft'} Sie gegen ${at} an, etwa ${length} später als geplant. Danke für Ihre Geduld.`,
      },
    },
    technician: {
      subject: {
        'on-site': ({ names, several }) => `${names} ${several ? 'kommen' : 'kommt'} zu Ihnen`,
        remote: ({ names, several }) => `${names} ${several ? 'verbinden' : 'verbindet'} sich mit Ihnen`,
        call: ({ names, several }) => `${names} ${several ? 'rufen' : 'ruft'} Sie an`,
      },
      text: 'eines hat sich geändert: wer sich um Sie kümmert. Alles, was zu Ihrem Ticket bekannt ist, wurde weitergegeben, und der Termin bleibt.',
    },
  },
  page: {
    title: { 'on-site': 'Unser Besuch bei Ihnen', remote: 'Ihre Fernwartung', call: 'Ihr Telefonat' },
    chooseTitle: 'Wählen Sie einen Termin',
    anotherTitle: 'Wählen Sie einen anderen Termin',
    chooseText: (length, who) => `Es dauert etwa ${length}${who === '' ? '' : `, mit ${who}`}.`,
    currently: (at) => `Jetzt gebucht: ${at}. Dieser Termin bleibt Ihnen, bis ein anderer gebucht ist.`,
    apology: 'Es tut uns leid: Dieser Termin ist gerade vergeben worden. Diese sind jetzt frei.',
    nearest: 'Am nächsten daran',
    noTimes: 'Gerade ist kein Termin frei. Schreiben Sie uns unten, was Ihnen passt, oder rufen Sie uns an.',
    morning: 'Vormittag',
    afternoon: 'Nachmittag',
    evening: 'Abend',
    otherDays: 'Weitere Tage',
    timesIn: (zone) => `Zeitzone: ${zone}`,
    changeZone: 'Zeitzone',
    language: 'Sprache',
    show: 'Anzeigen',
    more: 'Telefonnummer, Hinweis oder Gäste angeben',
    phone: 'Telefon am Tag des Termins',
    note: 'Was sollten wir wissen?',
    guests: 'Wer soll die Einladung noch bekommen?',
    guestsHint: 'E-Mail-Adressen, höchstens fünf, durch Kommas getrennt.',
    optional: 'freiwillig',
    pick: 'Bitte wählen',
    book: 'Diesen Termin buchen',
    none: 'Keiner davon passt mir',
    noneText: 'Das liest ein Mensch und meldet sich bei Ihnen.',
    noneLabel: 'Wann könnten Sie, oder was spricht dagegen?',
    noneSend: 'Absenden',
    noNeed: 'Es ist nicht mehr nötig',
    noNeedText: 'Schön, wenn es wieder geht. Wir fragen Sie dann nicht mehr nach einem Termin.',
    noNeedSend: 'Kein Termin, danke',
    mistakes: 'Bitte sehen Sie sich das noch einmal an:',
    mistake: {
      required: 'Bitte füllen Sie das aus.',
      'too-long': 'Das ist zu lang.',
      'not-an-address': 'Eine davon ist keine E-Mail-Adresse.',
      'choose-one': 'Bitte wählen Sie eine Möglichkeit.',
      'too-many': 'Höchstens fünf Adressen.',
    },
    bookingTitle: 'Für Sie reserviert',
    bookingText:
      'Wir buchen den Termin gerade. Diese Seite aktualisiert sich von selbst, und Sie bekommen eine E-Mail, sobald er fest ist.',
    refresh: 'Noch einmal nachsehen',
    confirmedTitle: 'Ihr Termin ist gebucht',
    movedTitle: 'Ihr neuer Termin ist gebucht',
    confirmedText: 'Sie bekommen eine Bestätigung per E-Mail.',
    toCalendar: 'In den Kalender',
    move: 'Anderen Termin wählen',
    keep: 'Meinen Termin behalten',
    cancel: 'Termin absagen',
    cancelText: 'Ihr Ticket bleibt offen.',
    cancelReason: 'Was ist der Grund?',
    cancelSend: 'Absagen',
    changeUntil: (until) => `Ändern können Sie ihn hier bis ${until}.`,
    tooLate: (until) => `Ändern konnten Sie ihn hier bis ${until}. Wenn etwas dazwischenkommt, rufen Sie uns bitte an.`,
    wishesTitle: 'Vielen Dank',
    wishesText: 'Wir haben Ihre Wünsche. Ein Mensch sieht sie sich an und meldet sich bei Ihnen.',
    cancelledTitle: 'Der Termin ist abgesagt',
    cancelledText: 'Ihr Ticket bleibt offen. Rufen Sie uns an, wenn Sie einen neuen Termin möchten.',
    overTitle: 'Dieser Termin ist vorbei',
    overText: 'Wir hoffen, es ist alles gut gelaufen. Wenn noch etwas zu tun ist, rufen Sie uns an.',
    noLinkTitle: 'Dieser Link funktioniert nicht',
    noLink: {
      invalid: 'Vielleicht fehlt ein Stück davon. Öffnen Sie ihn noch einmal aus der E-Mail oder rufen Sie uns an.',
      expired: 'Er ist nicht mehr gültig. Rufen Sie uns an, dann schicken wir Ihnen einen neuen.',
      replaced: 'Es gibt eine neuere E-Mail von uns mit einem neueren Link. Bitte nehmen Sie den.',
    },
    tryTitle: 'Einen Augenblick bitte',
    tryText:
      'Das können wir gerade nicht anzeigen. Es geht nichts verloren: Bitte versuchen Sie es in einer Minute noch einmal oder rufen Sie uns an.',
    again: 'Noch einmal versuchen',
  },
};
