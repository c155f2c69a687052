import type { ClientWords } from './words.ts';

export const fr: ClientWords = {
  name: 'Français',
  colon: ' : ',
  kind: { 'on-site': 'Visite', remote: 'Intervention à distance', call: 'Appel' },
  ticket: (number) => `Ticket ${number}`,
  questionsCall: 'Une question ? Appelez-nous :',
  oneTime: (at) => at,
  facts: { about: 'Objet', when: 'Quand', before: 'Avant', where: 'Où', who: 'Qui', howLong: 'Durée' },
  join: 'Rejoindre en ligne',
  bookings: {
    cancelled: 'Ce rendez-vous a été annulé.',
    cannotKeep: 'Nous ne pouvons pas maintenir ce rendez-vous. Un autre e-mail vous propose de nouveaux horaires.',
  },
  mail: {
    hello: (name) => (name === '' ? 'Bonjour,' : `Bonjour ${name},`),
    regards: 'Bien cordialement',
    button: { choose: 'Choisir un horaire', manage: 'Voir, déplacer ou annuler' },
    orOpen: 'Ou ouvrez cette adresse :',
    offer: {
      subject: (about) => `Choisissez un horaire : ${about}`,
      text: {
        'on-site':
          'Nous aimerions passer chez vous pour régler cela. Choisissez l’horaire qui vous convient le mieux ; cela prend une minute.',
        remote:
          'Nous aimerions nous connecter pour régler cela. Choisissez l’horaire qui vous convient le mieux ; cela prend une minute.',
        call: 'Nous aimerions vous appeler à ce sujet. Choisissez l’horaire qui vous convient le mieux ; cela prend une minute.',
      },
    },
    chase: {
      subject: (about) => `En attente : un horaire pour ${about}`,
      text: 'Nous aimerions toujours vous aider à ce sujet. Choisissez un horaire, ou dites-nous sur la page ce qui vous conviendrait mieux.',
    },
    slotGone: {
      subject: 'Cet horaire vient d’être pris : merci d’en choisir un autre',
      byClient:
        'Nous sommes désolés : l’horaire choisi a été pris juste avant que nous puissions le réserver. Votre page en propose d’autres.',
      byCompany:
        'Nous sommes désolés : l’horaire que nous avions prévu pour vous a été pris juste avant que nous puissions le réserver. Merci d’en choisir un autre sur votre page.',
      keeps: 'Votre rendez-vous précédent reste inchangé.',
      standsSubject: 'Votre rendez-vous reste inchangé',
      stands:
        'Nous voulions déplacer votre rendez-vous, mais le nouvel horaire a été pris juste avant que nous puissions le réserver. Votre rendez-vous reste inchangé.',
    },
    newTime: {
      subject: 'Nous ne pouvons pas tenir notre rendez-vous : merci d’en choisir un autre',
      text: 'Nous sommes désolés : nous ne pouvons pas tenir l’horaire convenu. Merci d’en choisir un autre qui vous convienne ; tout ce que nous savons de votre demande est conservé.',
    },
    confirmed: {
      subject: (at) => `Confirmé : ${at}`,
      text: {
        'on-site': 'Notre visite chez vous est réservée. À bientôt !',
        remote: 'Votre intervention à distance est réservée.',
        call: 'Votre appel est réservé. C’est nous qui vous appelons.',
      },
    },
    moved: {
      subject: (at) => `Nouvel horaire : ${at}`,
      byClient: 'Votre nouvel horaire est réservé.',
      byCompany:
        'Nous avons dû déplacer votre rendez-vous, et vous prions de nous en excuser. Nous espérons que le nouvel horaire vous convient aussi.',
    },
    cancelled: {
      subject: (what) => `Annulé : ${what}`,
      byClient:
        'Vous avez annulé ce rendez-vous. Votre ticket reste ouvert ; appelez-nous quand vous voudrez un autre horaire.',
      byCompany:
        'Nous avons dû annuler ce rendez-vous, et vous prions de nous en excuser. Nous revenons vers vous pour un autre horaire.',
    },
    reminder: {
      subject: (at) => `Rappel : ${at}`,
      text: {
        'on-site': 'Un petit rappel de notre visite chez vous. À bientôt !',
        remote: 'Un petit rappel de votre intervention à distance.',
        call: 'Un petit rappel : nous vous appelons.',
      },
    },
    late: {
      subject: (length) => `Environ ${length} plus tard que prévu`,
      text: {
        'on-site': ({ names, several }, at, length) =>
          `${names} ${several ? 'seront' : 'sera'} chez vous vers ${at}, environ ${length} plus tard que prévu. La visite a bien lieu. Merci de votre patience.`,
        remote: ({ names, several }, at, length) =>
          `${names} se ${several ? 'connecteront' : 'connectera'} vers ${at}, environ ${length} plus tard que prévu. L’intervention a bien lieu. Merci de votre patience.`,
        call: ({ names, several }, at, length) =>
          `${names} vous ${several ? 'appelleront' : 'appellera'} vers ${at}, environ ${length} plus tard que prévu. Merci de votre patience.`,
      },
    },
    technician: {
      subject: {
        'on-site': ({ names, several }) => `${names} ${several ? 'viendront' : 'viendra'} chez vous`,
        remote: ({ names, several }) => `${names} se ${several ? 'connecteront' : 'connectera'} avec vous`,
        call: ({ names, several }) => `${names} vous ${several ? 'appelleront' : 'appellera'}`,
      },
      text: 'Une seule chose a changé : la personne qui s’occupe de vous. Tout ce que nous savons de votre ticket lui a été transmis, et l’horaire reste le même.',
    },
  },
  page: {
    title: { 'on-site': 'Notre visite chez vous', remote: 'Votre intervention à distance', call: 'Votre appel' },
    chooseTitle: 'Choisissez un horaire',
    anotherTitle: 'Choisissez un autre horaire',
    chooseText: (length, who) => `Cela prend environ ${length}${who === '' ? '' : `, avec ${who}`}.`,
    currently: (at) => `Réservé actuellement : ${at}. Cet horaire reste à vous tant qu’un autre n’est pas réservé.`,
    apology: 'Nous sommes désolés : cet horaire vient d’être pris. Ceux-ci sont libres maintenant.',
    nearest: 'Les plus proches',
    noTimes:
      'Aucun horaire n’est libre pour le moment. Dites-nous ci-dessous ce qui vous conviendrait, ou appelez-nous.',
    morning: 'Matin',
    afternoon: 'Après-midi',
    evening: 'Soir',
    otherDays: 'Autres jours',
    timesIn: (zone) => `Fuseau horaire : ${zone}`,
    changeZone: 'Fuseau horaire',
    language: 'Langue',
    show: 'Afficher',
    more: 'Ajouter un téléphone, une remarque ou des invités',
    phone: 'Téléphone le jour même',
    note: 'Que devrions-nous savoir ?',
    guests: 'Qui d’autre doit recevoir l’invitation ?',
    guestsHint: 'Adresses e-mail, cinq au plus, séparées par des virgules.',
    optional: 'facultatif',
    pick: 'Veuillez choisir',
    book: 'Réserver cet horaire',
    none: 'Aucun ne me convient',
    noneText: 'Une personne lit votre message et vous répond.',
    noneLabel: 'Quand pourriez-vous, ou qu’est-ce qui gêne ?',
    noneSend: 'Envoyer',
    noNeed: 'Ce n’est plus nécessaire',
    noNeedText: 'Tant mieux si tout fonctionne de nouveau. Nous ne vous demanderons plus d’horaire.',
    noNeedSend: 'Pas de rendez-vous, merci',
    mistakes: 'Merci de revoir ceci :',
    mistake: {
      required: 'Merci de remplir ce champ.',
      'too-long': 'C’est trop long.',
      'not-an-address': 'L’une d’elles n’est pas une adresse e-mail.',
      'choose-one': 'Merci de faire un choix.',
      'too-many': 'Cinq adresses au plus.',
    },
    bookingTitle: 'Réservé pour vous',
    bookingText:
      'Nous enregistrons le rendez-vous. Cette page se met à jour toute seule, et vous recevrez un e-mail dès que c’est fait.',
    refresh: 'Vérifier de nouveau',
    confirmedTitle: 'Votre rendez-vous est réservé',
    movedTitle: 'Votre nouvel horaire est réservé',
    confirmedText: 'Vous recevrez une confirmation par e-mail.',
    toCalendar: 'Ajouter au calendrier',
    move: 'Choisir un autre horaire',
    keep: 'Garder mon horaire',
    cancel: 'Annuler le rendez-vous',
    cancelText: 'Votre ticket reste ouvert.',
    cancelReason: 'Pour quelle raison ?',
    cancelSend: 'Annuler',
    changeUntil: (until) => `Modification possible ici jusqu’à cette date : ${until}.`,
    tooLate: (until) =>
      `La modification était possible ici jusqu’à cette date : ${until}. En cas d’empêchement, merci de nous appeler.`,
    wishesTitle: 'Merci',
    wishesText: 'Nous avons bien reçu vos souhaits. Une personne les lit et vous répond.',
    cancelledTitle: 'Le rendez-vous est annulé',
    cancelledText: 'Votre ticket reste ouvert. Appelez-nous quand vous voudrez un autre horaire.',
    overTitle: 'Ce rendez-vous est passé',
    overText: 'Nous espérons que tout s’est bien passé. S’il reste quelque chose à faire, appelez-nous.',
    noLinkTitle: 'Ce lien ne fonctionne pas',
    noLink: {
      invalid: 'Il en manque peut-être un morceau. Ouvrez-le de nouveau depuis l’e-mail, ou appelez-nous.',
      expired: 'Il n’est plus valable. Appelez-nous, et nous vous en enverrons un nouveau.',
      replaced: 'Un e-mail plus récent contient un lien plus récent. Merci d’utiliser celui-là.',
    },
    tryTitle: 'Un instant, s’il vous plaît',
    tryText:
      'Nous ne pouvons pas afficher cette page pour le moment. Rien n’est perdu : réessayez dans une minute, ou appelez-nous.',
    again: 'Réessayer',
  },
};
