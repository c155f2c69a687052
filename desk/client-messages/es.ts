import type { ClientWords } from './words.ts';

export const es: ClientWords = {
  name: 'Español',
  colon: ': ',
  kind: { 'on-site': 'Visita', remote: 'Sesión remota', call: 'Llamada' },
  ticket: (number) => `Ticket ${number}`,
  questionsCall: '¿Preguntas? Llámenos:',
  oneTime: (at) => at,
  facts: { about: 'Asunto', when: 'Cuándo', before: 'Antes', where: 'Dónde', who: 'Con', howLong: 'Duración' },
  join: 'Unirse en línea',
  bookings: {
    cancelled: 'Esta cita se ha cancelado.',
    cannotKeep: 'No podemos mantener esta cita. En otro correo encontrará nuevos horarios para elegir.',
  },
  mail: {
    hello: (name) => (name === '' ? 'Hola:' : `Hola, ${name}:`),
    regards: 'Un cordial saludo',
    button: { choose: 'Elegir una hora', manage: 'Ver, cambiar o cancelar' },
    orOpen: 'O abra esta dirección:',
    offer: {
      subject: (about) => `Elija una hora: ${about}`,
      text: {
        'on-site': 'Nos gustaría pasar a resolverlo. Elija la hora que mejor le venga; se tarda un minuto.',
        remote: 'Nos gustaría conectarnos y resolverlo. Elija la hora que mejor le venga; se tarda un minuto.',
        call: 'Nos gustaría llamarle para hablar de ello. Elija la hora que mejor le venga; se tarda un minuto.',
      },
    },
    chase: {
      subject: (about) => `Pendiente: una hora para ${about}`,
      text: 'Seguimos queriendo ayudarle con esto. Elija una hora o díganos en la página qué le vendría mejor.',
    },
    slotGone: {
      subject: 'Esa hora acaba de ocuparse: elija otra, por favor',
      byClient:
        'Lo sentimos: la hora elegida se ocupó justo antes de que pudiéramos reservarla. En su página hay otras.',
      byCompany:
        'Lo sentimos: la hora que habíamos previsto para usted se ocupó justo antes de que pudiéramos reservarla. Elija otra en su página.',
      keeps: 'Su cita anterior sigue en pie.',
      standsSubject: 'Su cita sigue como estaba',
      stands:
        'Queríamos cambiar la hora de su cita, pero la nueva se ocupó justo antes de que pudiéramos reservarla. Su cita anterior sigue en pie.',
    },
    newTime: {
      subject: 'No podemos mantener nuestra cita: elija otra hora, por favor',
      text: 'Lo sentimos: no podemos mantener la hora acordada. Elija otra que le venga bien; todo lo que sabemos de su solicitud se conserva.',
    },
    confirmed: {
      subject: (at) => `Confirmado: ${at}`,
      text: {
        'on-site': 'Nuestra visita está reservada. ¡Hasta pronto!',
        remote: 'Su sesión remota está reservada.',
        call: 'Su llamada está reservada. Le llamaremos nosotros.',
      },
    },
    moved: {
      subject: (at) => `Nueva hora: ${at}`,
      byClient: 'Su nueva hora está reservada.',
      byCompany:
        'Hemos tenido que cambiar la hora de su cita y le pedimos disculpas. Esperamos que la nueva también le venga bien.',
    },
    cancelled: {
      subject: (what) => `Cancelado: ${what}`,
      byClient: 'Ha cancelado esta cita. Su ticket sigue abierto; llámenos cuando quiera otra hora.',
      byCompany:
        'Hemos tenido que cancelar esta cita y le pedimos disculpas. Nos pondremos en contacto con usted para buscar otra hora.',
    },
    reminder: {
      subject: (at) => `Recordatorio: ${at}`,
      text: {
        'on-site': 'Un breve recordatorio de nuestra visita. ¡Hasta pronto!',
        remote: 'Un breve recordatorio de su sesión remota.',
        call: 'Un breve recordatorio: le llamaremos nosotros.',
      },
    },
    late: {
      subject: (length) => `Aproximadamente ${length} más tarde de lo previsto`,
      text: {
        'on-site': ({ names, several }, at, length) =>
          `${names} ${several ? 'llegarán' : 'llegará'} hacia las ${at}, aproximadamente ${length} más tarde de lo previsto. La visita sigue en pie. Gracias por su paciencia.`,
        remote: ({ names, several }, at, length) =>
          `${names} se ${several ? 'conectarán' : 'conectará'} hacia las ${at}, aproximadamente ${length} más tarde de lo previsto. La sesión sigue en pie. Gracias por su paciencia.`,
        call: ({ names, several }, at, length) =>
          `${names} le ${several ? 'llamarán' : 'llamará'} hacia las ${at}, aproximadamente ${length} más tarde de lo previsto. Gracias por su paciencia.`,
      },
    },
    technician: {
      subject: {
        'on-site': ({ names, several }) => `Le ${several ? 'visitarán' : 'visitará'} ${names}`,
        remote: ({ names, several }) => `Se ${several ? 'conectarán' : 'conectará'} con usted ${names}`,
        call: ({ names, several }) => `Le ${several ? 'llamarán' : 'llamará'} ${names}`,
      },
      text: 'Solo ha cambiado una cosa: quién le atiende. Hemos transmitido todo lo que sabemos de su ticket, y la hora sigue siendo la misma.',
    },
  },
  page: {
    title: { 'on-site': 'Nuestra visita', remote: 'Su sesión remota', call: 'Su llamada' },
    chooseTitle: 'Elija una hora',
    anotherTitle: 'Elija otra hora',
    chooseText: (length, who) => `Duración aproximada: ${length}${who === '' ? '' : `, con ${who}`}.`,
    currently: (at) => `Reservado ahora: ${at}. Esa hora sigue siendo suya hasta que se reserve otra.`,
    apology: 'Lo sentimos: esa hora acaba de ocuparse. Estas están libres ahora.',
    nearest: 'Las más cercanas',
    noTimes: 'Ahora mismo no hay ninguna hora libre. Díganos abajo qué le vendría bien, o llámenos.',
    morning: 'Mañana',
    afternoon: 'Tarde',
    evening: 'Noche',
    otherDays: 'Otros días',
    timesIn: (zone) => `Zona horaria: ${zone}`,
    changeZone: 'Zona horaria',
    language: 'Idioma',
    show: 'Mostrar',
    more: 'Añadir un teléfono, una nota o invitados',
    phone: 'Teléfono para ese día',
    note: '¿Algo que debamos saber?',
    guests: '¿Quién más debe recibir la invitación?',
    guestsHint: 'Direcciones de correo, cinco como máximo, separadas por comas.',
    optional: 'opcional',
    pick: 'Elija una opción',
    book: 'Reservar esta hora',
    none: 'Ninguna me viene bien',
    noneText: 'Una persona lo lee y le responde.',
    noneLabel: '¿Cuándo podría, o qué lo impide?',
    noneSend: 'Enviar',
    noNeed: 'Ya no hace falta',
    noNeedText: 'Nos alegramos si ya funciona. No volveremos a pedirle que elija una hora.',
    noNeedSend: 'Sin cita, gracias',
    mistakes: 'Revise esto, por favor:',
    mistake: {
      required: 'Rellene este campo, por favor.',
      'too-long': 'Es demasiado largo.',
      'not-an-address': 'Una de ellas no es una dirección de correo.',
      'choose-one': 'Elija una opción, por favor.',
      'too-many': 'Cinco direcciones como máximo.',
    },
    bookingTitle: 'Reservada para usted',
    bookingText: 'La estamos confirmando. Esta página se actualiza sola, y recibirá un correo cuando esté lista.',
    refresh: 'Mirar de nuevo',
    confirmedTitle: 'Su cita está reservada',
    movedTitle: 'Su nueva hora está reservada',
    confirmedText: 'Recibirá una confirmación por correo.',
    toCalendar: 'Añadir al calendario',
    move: 'Elegir otra hora',
    keep: 'Mantener mi hora',
    cancel: 'Cancelar la cita',
    cancelText: 'Su ticket sigue abierto.',
    cancelReason: '¿Cuál es el motivo?',
    cancelSend: 'Cancelar',
    changeUntil: (until) => `Puede cambiarla aquí hasta el ${until}.`,
    tooLate: (until) => `Podía cambiarla aquí hasta el ${until}. Si ha surgido algo, llámenos, por favor.`,
    wishesTitle: 'Gracias',
    wishesText: 'Hemos recibido sus preferencias. Una persona las lee y le responde.',
    cancelledTitle: 'La cita está cancelada',
    cancelledText: 'Su ticket sigue abierto. Llámenos cuando quiera otra hora.',
    overTitle: 'Esta cita ya pasó',
    overText: 'Esperamos que todo haya ido bien. Si queda algo por hacer, llámenos.',
    noLinkTitle: 'Este enlace no funciona',
    noLink: {
      invalid: 'Quizá le falte una parte. Ábralo otra vez desde el correo, o llámenos.',
      expired: 'Ya no es válido. Llámenos y le enviaremos uno nuevo.',
      replaced: 'Hay un correo nuestro más reciente con un enlace más reciente. Use ese, por favor.',
    },
    tryTitle: 'Un momento, por favor',
    tryText:
      'Ahora mismo no podemos mostrar esta página. No se pierde nada: inténtelo de nuevo en un minuto, o llámenos.',
    again: 'Intentar de nuevo',
  },
};
