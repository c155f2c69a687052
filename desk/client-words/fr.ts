import type { ClientWords } from './words.ts';

export const fr: ClientWords = {
  name: 'Français',
  kind: { 'on-site': 'Visite', remote: 'Session à distance', call: 'Appel' },
  minutes: (n) => `${n} minutes`,
  ticket: (number) => `Ticket ${number}`,
  by: (names) => `avec ${names}`,
  questionsCall: (phone) => `Une question ? Appelez le ${phone}.`,
  mail: {
    hello: (name) => (name === '' ? 'Bonjour,' : `Bonjour ${name},`),
    regards: (company) => `Bien cordialement\n${company}`,
    button: { choose: 'Choisir un horaire', manage: 'Voir, déplacer ou annuler' },
    when: 'Quand',
    where: 'Où',
    who: 'Qui',
    join: 'Rejoindre en ligne',
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
      text: 'Nous n’avons pas encore de nouvelles de vous et aimerions vous aider. Choisissez un horaire, ou dites-nous sur la page ce qui vous conviendrait.',
    },
    slotGone: {
      subject: 'Cet horaire vient d’être pris : merci d’en choisir un autre',
      text: 'Nous sommes désolés : l’horaire choisi a été pris juste avant que nous puissions le réserver. Votre page en propose de nouveaux.',
      keeps: 'Votre rendez-vous précédent reste inchangé.',
    },
    confirmed: {
      subject: (at) => `Confirmé : ${at}`,
      text: {
        'on-site': 'Notre visite est réservée.',
        remote: 'Votre session à distance est réservée.',
        call: 'Notre appel est réservé.',
      },
    },
    moved: {
      subject: (at) => `Nouvel horaire : ${at}`,
      text: (from) => `Votre rendez-vous a un nouvel horaire. Il était prévu ${from}.`,
    },
    cancelled: {
      subject: (at) => `Annulé : ${at}`,
      byClient:
        'Vous avez annulé ce rendez-vous. Votre ticket reste ouvert ; appelez-nous quand vous voudrez un autre horaire.',
      byCompany:
        'Nous avons dû annuler ce rendez-vous. Veuillez nous en excuser ; nous revenons vers vous pour un autre horaire.',
    },
    reminder: {
      subject: (at) => `Rappel : ${at}`,
      text: {
        'on-site': 'Nous nous réjouissons de notre visite.',
        remote: 'Nous nous réjouissons de notre session.',
        call: 'Nous nous réjouissons de notre appel.',
      },
    },
    late: {
      subject: (minutes) => `Environ ${minutes} minutes plus tard que prévu`,
      text: (who, minutes) =>
        `${who} est en route et arrivera environ ${minutes} minutes plus tard que prévu. Merci de votre patience ; rien d’autre ne change.`,
    },
    technician: {
      subject: 'Une autre personne vient chez vous',
      text: (who) =>
        `${who} viendra à la place, avec tout ce que nous savons de votre ticket. L’horaire ne change pas.`,
    },
    change: 'Vous pouvez le déplacer ou l’annuler sur votre page.',
  },
  page: {
    title: { 'on-site': 'Notre visite', remote: 'Votre session à distance', call: 'Notre appel' },
    chooseTitle: 'Choisissez un horaire',
    chooseText: (minutes, who) => `Cela prend environ ${minutes} minutes${who === '' ? '' : `, avec ${who}`}.`,
    currently: (at) => `Actuellement : ${at}. Cet horaire reste à vous tant que vous n’en avez pas choisi un autre.`,
    apology: 'Nous sommes désolés : cet horaire vient d’être pris. Ceux-ci sont libres maintenant.',
    noTimes:
      'Aucun horaire n’est libre pour le moment. Dites-nous ci-dessous ce qui vous conviendrait, ou appelez-nous.',
    timesIn: (zone) => `Horaires : ${zone}`,
    changeZone: 'Fuseau horaire',
    language: 'Langue',
    show: 'Afficher',
    more: 'Téléphone, remarque, invités',
    phone: 'Téléphone le jour même',
    note: 'Que devrions-nous savoir ?',
    guests: 'Qui d’autre doit recevoir l’invitation ?',
    guestsHint: 'Adresses e-mail, cinq au plus, séparées par des virgules.',
    optional: 'facultatif',
    book: 'Réserver cet horaire',
    none: 'Aucun ne me convient',
    noneText: 'Dites-nous quand vous pourriez, ou ce qui gêne. Une personne lit votre message et vous répond.',
    noneSend: 'Envoyer',
    mistakes: 'Merci de revoir ceci :',
    mistake: {
      required: 'Ce champ est nécessaire.',
      'too-long': 'C’est trop long.',
      'not-an-address': 'L’une d’elles n’est pas une adresse e-mail.',
      'choose-one': 'Choisissez un horaire.',
      'too-many': 'Cinq adresses au plus.',
    },
    bookingTitle: 'Réservé pour vous',
    bookingText:
      'Nous enregistrons le rendez-vous. Cette page se met à jour toute seule, et vous recevrez un e-mail de confirmation.',
    refresh: 'Vérifier de nouveau',
    confirmedTitle: 'C’est réservé',
    confirmedText: 'Une confirmation se trouve dans votre boîte e-mail.',
    toCalendar: 'Ajouter au calendrier',
    move: 'Choisir un autre horaire',
    keep: 'Ne rien changer',
    cancel: 'Annuler',
    cancelText: 'Dites-nous pourquoi ; cela nous aide à planifier. Votre ticket reste ouvert.',
    cancelReason: 'Raison',
    cancelSend: 'Annuler le rendez-vous',
    tooLate: (until) => `Vous pouviez le modifier ici jusqu’à ${until}. Merci de nous appeler maintenant.`,
    wishesTitle: 'Merci',
    wishesText: 'Nous avons vos souhaits. Une personne les regarde et vous répond.',
    cancelledTitle: 'C’est annulé',
    cancelledText: 'Votre ticket reste ouvert. Appelez-nous quand vous voudrez un autre horaire.',
    overTitle: 'Ce rendez-vous est passé',
    overText: 'Tout s’est bien passé ? S’il reste quelque chose à faire, appelez-nous.',
    noLinkTitle: 'Ce lien ne fonctionne pas',
    noLink: {
      invalid: 'Il en manque peut-être un morceau. Ouvrez-le de nouveau depuis l’e-mail, ou appelez-nous.',
      expired: 'Il n’est plus valable. Appelez-nous, et nous vous en enverrons un nouveau.',
      replaced: 'Un e-mail plus récent contient un lien plus récent. Merci d’utiliser celui-là.',
    },
    tryTitle: 'Un instant, s’il vous plaît',
    tryText:
      'Nous ne pouvons pas le dire pour le moment. Rien n’est perdu : réessayez dans une minute, ou appelez-nous.',
    again: 'Réessayer',
  },
};
