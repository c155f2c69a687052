import type { TicketType } from '../model/triage.ts';

/**
 * Words that say something other than the kind of work. Points add up, each signal once per part of the ticket. The
 * files that read the sums (type.ts, impact.ts, urgency.ts, on-site.ts) say what they mean.
 */
export type Signal = {
  readonly id: string;
  readonly points: number;
  readonly phrases: string;
} & (
  | { readonly about: 'type'; readonly type: TicketType }
  /** Who is affected: 1 the whole client, 2 a team, 3 one person. */
  | { readonly about: 'impact'; readonly impact: 1 | 2 | 3 }
  /** Above 0: sooner; below 0: it can wait. */
  | { readonly about: 'urgency' }
  /** In tenths of a chance of an on-site visit; below 0: rather not. */
  | { readonly about: 'onSite' }
);

export const SIGNALS: readonly Signal[] = [
  // What is wanted
  {
    id: 'does-not-work',
    about: 'type',
    type: 'incident',
    points: 3,
    phrases: `
      not working, doesnt work, does not work, dont work, stopped working, not work, cannot, cant, can not,
      could not, couldnt, unable to, wont, will not, does not, doesnt, is not, isnt, nobody can, not possible,
      geht nicht, funktioniert nicht, nicht mehr, lässt sich nicht, nicht möglich, ne fonctionne, no funciona`,
  },
  {
    id: 'failure',
    about: 'type',
    type: 'incident',
    points: 3,
    phrases: `
      error*, fail*, broken, broke, crash*, down, dead, outage, freez*, frozen, slow, keeps asking, keeps,
      drops, dropping, rejected, denied, missing, gone, black, jam*, locked, lost, stuck, stolen, hacked,
      infected, fehler*, kaputt, defekt, störung, stürzt, langsam, gesperrt, no longer, any more, anymore,
      wrong, deleted, clicked on, bounce*, vergessen, spilled, stays, no internet, no sound, kein, keine,
      suspicious, phishing, out of order, red light, not getting, mailbox full, crackling, bug`,
  },
  {
    id: 'trouble',
    about: 'type',
    type: 'incident',
    points: 1,
    phrases: 'problem*, issue*, trouble, since the update, since this morning',
  },
  {
    id: 'asks-for',
    about: 'type',
    type: 'request',
    points: 3,
    phrases: `
      could|can … be forwarded|opened|changed|moved|added|removed|installed|created|extended|renamed,
      please restore|extend|update|upgrade|configure|schedule|enable|prepare|book,
      please open|allow|unblock|whitelist|adjust|amend|assign|cancel|delete|disconnect|rename|share,
      can|could you … put|make|forward|extend, what would it cost, what do you recommend, we are moving,
      we are fitting out, i attach, please add, please install, please create, please set up, please order,
      please give, please restart, please remove, please move, please change, please provide,
      please send … quote, send … quote, a quote, quote for, please forward, please block, please reset,
      please enable, please disable, could we have, can we have, could you … add, could you … install,
      could you … set, could you … give, could you … move, could you … create, could you … send, can you … add,
      can you … install, can you … set, can you … give, can you … create, would like, need a new, need new,
      need another, need one more, needs access, need access, request for, new starter*, new employee*, leaver*,
      bitte … anlegen, bitte … einrichten, bitte … installieren, bitte … freischalten, bestellen, benötigen,
      benötige, wir brauchen, ich brauche, angebot, access request, access to … for, set up … for, name change,
      changes department`,
  },
  {
    id: 'orders',
    about: 'type',
    type: 'request',
    points: 1,
    phrases: `
      please could, please can, could you, request, install, add, order, move, forward, replace, restore, bitte,
      open a port, new, set up, setup, moving`,
  },
  {
    id: 'asks',
    about: 'type',
    type: 'question',
    points: 4,
    phrases: `
      how do i, how can i, how can we, how do we, how to, how long do|does|are|is|will|can, is it possible,
      is there a way, is it ok to, is it safe, what is the, what does, when is, when does, when will,
      which of our, why do, why does, why is, show me, could you tell, can you tell, can you explain,
      just wondering, quick question, question about, wie kann ich, wie geht, ist es möglich, warum, frage zu`,
  },
  {
    id: 'machine',
    about: 'type',
    type: 'alert',
    points: 4,
    phrases: `
      severity, threshold*, rmm, state critical, job failed, backup job, last success, first seen,
      was quarantined, and quarantined, impossible travel, predicted failure, service stopped, expires in,
      failover, free … gb of, toner low, restart attempts, remaining estimated, triggered`,
  },

  { id: 'alert', about: 'type', type: 'alert', points: 2, phrases: 'alert, alerts, alarm, warning' },

  // Whom it concerns
  {
    id: 'whole-client',
    about: 'impact',
    impact: 1,
    points: 3,
    phrases: `
      nobody … can|able|gets|works, everything is down, noone can, no one can, no one at|in … can, no one is able,
      nobody has, all our mail|email|emails|outgoing|incoming|phones|calls,
      everyone is, everybody is, everyone in the, for everyone, for everybody, for anyone, affects everyone,
      affecting everyone, affecting all, affects all users, all users, all staff, all our staff,
      all of our staff, all employees, all our users, whole office, entire office, whole company,
      entire company, whole building, entire building, whole site, entire site, company wide, companywide,
      site wide, no calls in or out, phones are dead, all phones, all computers, alle mitarbeiter,
      alle kollegen, alle benutzer, niemand|keiner … kann|arbeiten, keiner mehr, ganze firma, gesamte firma,
      ganzes büro, ganze büro, komplette standort, tout le monde, toute l entreprise, toda la oficina, ransom*,
      lösegeld`,
  },
  {
    id: 'team',
    about: 'impact',
    impact: 2,
    points: 2,
    phrases: `
      several users, several people, several of us, multiple users, multiple people, a few users, a few of us,
      some users, some of us, all of us, both of us, two of us, three of us, four of us, five of us,
      the whole team, our whole team, my team, our team, entire team, whole team, whole department,
      entire department, our department, the department, colleagues … same, colleague … same, has the same,
      have the same, same for colleagues, others have it, other people, and two others, this floor, whole floor,
      meeting rooms, customers at the counter, call centre, call center, ganze abteilung, unsere abteilung,
      mehrere mitarbeiter, mehrere kollegen, mehrere benutzer, meine kollegen, bei allen, alle drei, plusieurs,
      varios usuarios, hat … das gleiche`,
  },
  {
    id: 'one-person',
    about: 'impact',
    impact: 3,
    points: 3,
    phrases: `
      only me, just me, only my, only on my, just my, nobody else, no one else, for me only, colleagues … fine,
      my colleagues … can, everyone else … fine, everyone else can, others … fine, nur bei mir, nur ich`,
  },

  // How soon
  {
    id: 'stopped',
    about: 'urgency',
    points: 3,
    phrases: `
      cannot work, cant work, can not work, unable to work, cannot do any work, nobody can work,
      nothing|cannot|cant … ship|deliver, cannot take orders|payments|calls, losing orders|sales|customers,
      to anything, trucks|drivers … waiting,
      no one can work, cannot serve, cant serve, cannot trade, cannot invoice, standing around, standing still,
      at a standstill, work has stopped, stopped production, production … stopped, production … down,
      business critical, dead in the water, nicht arbeiten, arbeiten nicht möglich, produktion steht,
      steht still, stillstand, ne peux pas travailler, no puedo trabajar, losing money, completely down`,
  },
  {
    id: 'attack',
    about: 'urgency',
    points: 4,
    phrases: `
      ransom*, files … encrypted, dateien … verschlüsselt, lösegeld, typed my password, entered my password,
      entered … password on, gave them … password, hacked, gehackt, compromised, data breach, data leak*, smoke,
      burning smell, impossible travel, active attack, gave … remote access`,
  },
  {
    id: 'down',
    about: 'urgency',
    points: 2,
    phrases: `
      down, outage, no internet, kein internet, offline, are dead, not reachable, unreachable, nicht erreichbar,
      ausgefallen, ausfall, stolen, gestohlen, critical, kritisch, emergency, notfall, locked out,
      call me at once, call … now, virus found, infected, leaver today, leaving us today`,
  },
  {
    id: 'deadline-today',
    about: 'urgency',
    points: 2,
    phrases: `
      before #, until #, by # am, by # pm, by # 00, by # 15, by # 30, by # 45, by #am, by noon, before noon,
      before lunch, by lunch, by midday, by end of day, end of business, by eod, by cob, this afternoon,
      this morning … need, need … today, needed today, due today, deadline, in an hour, in one hour,
      within the hour, meeting at #, meeting in #, starts in #, in # minutes, in # min, today at #, today by #, call at #, bis # uhr, um # uhr, heute noch, bis heute,
      month end today, presentation, payroll, client waiting, customer waiting, customers … waiting,
      patients … waiting, at the counter`,
  },
  {
    id: 'urgent',
    about: 'urgency',
    points: 1,
    phrases: `
      urgent, urgently, asap, immediately, as soon as possible, right away, at once, straight away,
      top priority, high priority, dringend, sofort, eilt, schnellstmöglich, so schnell wie möglich, umgehend,
      urgente, urgence, severity high, severity major`,
  },
  {
    id: 'can-wait',
    about: 'urgency',
    points: -2,
    phrases: `
      no rush, no hurry, not urgent, isnt urgent, nothing urgent, non urgent, low priority, when you have time,
      when you get a chance, whenever you, when convenient, at your convenience, next week is fine,
      end of the week is fine, end of the month, can wait, not in a hurry, nicht dringend, nicht eilig,
      keine eile, wenn sie zeit haben, bei gelegenheit, pas urgent, sin prisa`,
  },
  {
    id: 'way-round',
    about: 'urgency',
    points: -1,
    phrases: `
      workaround, work around, in the meantime i can, webmail works, using another, i can use, im browser komme,
      is fine until, ok until, severity warning, severity low, severity info, sometimes,
      occasionally`,
  },

  // Going there
  {
    id: 'hands-needed',
    about: 'onSite',
    points: 4,
    phrases: `
      on site, onsite, vor ort, come by, come over, come out, send someone, send somebody, engineer visit,
      site visit, sur place, vorbeikommen, jemand kommen`,
  },
  {
    id: 'things-to-touch',
    about: 'onSite',
    points: 2,
    phrases: `
      cable*, socket*, plug*, power supply, red light, orange light, server room, server cupboard, comms room,
      new desk*, desks, office move, moving office, meeting room*, mount*, wall, umzug, kabel, steckdose,
      install … screen, water, swap*, replace*`,
  },
  {
    id: 'from-afar',
    about: 'onSite',
    points: -3,
    phrases: `
      remote session, remotely, work* from home, at home, home office, homeoffice, teamviewer, anydesk,
      aus der ferne, im browser`,
  },
];
