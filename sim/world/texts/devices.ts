import { textsOf } from './template.ts';

/** Tickets about devices on desks. */
export const HARDWARE = textsOf('hardware', [
  {
    minutes: 40,
    weight: 2,
    title: 'Laptop very slow',
    body: 'My laptop {device} has become so slow that it takes ten minutes to start in the morning. The fan runs all the time. I restarted it several times, no change.',
  },
  {
    minutes: 30,
    weight: 2,
    title: 'Screen stays black',
    body: 'One of my two monitors stays black since I came in. The light is orange. I swapped the cables and it is still the same one.',
  },
  {
    minutes: 45,
    title: 'Spilled coffee on laptop',
    body: 'I am so sorry but I spilled half a cup of coffee over {device}. I turned it off straight away and it is upside down on kitchen paper. Everything I need for the meeting at {when} is on it.',
  },
  {
    minutes: 20,
    title: 'docking station',
    body: 'dock not charging and mouse dead when plugged in there',
    voice: 'bare',
  },
  {
    minutes: 50,
    title: 'Blue screen three times today',
    body: '{device} has crashed with a blue screen three times today, something with MEMORY_MANAGEMENT. I lost an hour of work.',
  },
  {
    minutes: 25,
    title: 'No sound in Teams meetings',
    body: 'People cannot hear me in Teams calls. The headset works on my phone. I have checked mute and volume.',
  },
  {
    minutes: 60,
    title: 'PC will not switch on',
    body: 'The PC at the counter in {site} does not switch on any more, no light, no sound. We have only one till left which is just about OK until lunch.',
  },
  {
    minutes: 30,
    voice: 'german',
    title: 'Notebook lädt nicht mehr',
    body: 'mein Notebook {device} lädt nicht mehr, auch nicht mit dem Netzteil meiner Kollegin. Der Akku reicht noch etwa eine Stunde.',
  },
  {
    minutes: 30,
    type: 'alert',
    voice: 'machine',
    title: '[RMM] {device}: disk C: predicted failure (SMART 5)',
    body: 'Device: {device}\nMonitor: SMART reallocated sectors\nValue: 88 (threshold 10)\nSeverity: warning\nFirst seen: today',
  },
]);

export const PRINTING = textsOf('printing', [
  {
    minutes: 20,
    weight: 3,
    title: 'Printer not printing',
    body: 'The printer {printer} upstairs is not printing. The jobs go into the queue and then disappear. It affects all of us on this floor.',
  },
  {
    minutes: 30,
    weight: 2,
    title: 'Paper jam that will not go away',
    body: '{printer} says paper jam in tray 2. We have opened every flap and there is no paper in there. We have to print labels for the afternoon collection at {when}.',
  },
  {
    minutes: 15,
    type: 'request',
    title: 'Add the colour printer for {colleague}',
    body: 'Please add {printer} on the computer of {colleague} ({device}).',
  },
  {
    minutes: 20,
    title: 'scan to email stopped',
    body: 'scanning to email doesnt work on {printer} since the update, says authentication failed',
    voice: 'bare',
  },
  {
    minutes: 25,
    title: 'Prescriptions come out with the wrong margins',
    body: 'Since yesterday the forms from {app} are cut off on the left when printed on {printer}. Word documents are fine.',
  },
  {
    minutes: 15,
    type: 'alert',
    voice: 'machine',
    title: 'Toner low: {printer}',
    body: 'Printer {printer} reports: black toner 4 % remaining. Estimated 90 pages.',
  },
  {
    minutes: 25,
    voice: 'german',
    title: 'Drucker druckt nur leere Seiten',
    body: 'der Drucker {printer} in {site} druckt seit heute Morgen nur noch leere Seiten. Toner ist neu. Lieferscheine müssen bis {when} raus.',
  },
]);

export const PROCUREMENT = textsOf('procurement', [
  {
    minutes: 20,
    type: 'request',
    weight: 2,
    title: 'Quote for two laptops',
    body: 'Could you please send a quote for two laptops like the one {person} has, with docking stations? We would like them by the end of the month.',
  },
  {
    minutes: 15,
    type: 'request',
    title: 'Another licence of {app}',
    body: 'We need one more licence of {app} for {colleague}. Please order and let me know the price per month.',
  },
  {
    minutes: 15,
    type: 'question',
    title: 'When is our warranty up?',
    body: 'Our accountant asks which of our computers are out of warranty next year. Could you send me a list with purchase dates?',
  },
  {
    minutes: 10,
    type: 'request',
    title: 'need a new mouse',
    body: 'wireless one please, {site} office',
    voice: 'bare',
  },
  {
    minutes: 25,
    type: 'request',
    title: 'Monitors for the new meeting room',
    body: 'We are fitting out the meeting room in {site}: a big screen, a camera and something so that visitors can share from their laptops. What do you recommend, and what would it cost?',
  },
  {
    minutes: 10,
    type: 'question',
    title: 'Invoice for the last order',
    body: 'I am missing the invoice of the keyboard order. Could somebody send it again?',
  },
]);

export const TELEPHONY = textsOf('telephony', [
  {
    minutes: 40,
    outage: true,
    weight: 0.2,
    title: 'Phones are dead',
    body: 'No calls in or out at {site} since {when}. All handsets show "not registered". Customers are writing to us on Facebook. This is urgent!',
  },
  {
    minutes: 25,
    weight: 2,
    title: 'Crackling on calls',
    body: 'Callers complain that I sound like a robot. It is only on my desk phone, the mobile app is fine. {colleague} has it too, sometimes.',
  },
  {
    minutes: 20,
    type: 'request',
    title: 'Forward the main line on Friday',
    body: 'We are closed on Friday. Could the main number be forwarded to the mobile of {person}, {number}, from 9 to 5?',
  },
  { minutes: 20, title: 'voicemail', body: 'cant listen to voicemail pin wrong', voice: 'bare' },
  {
    minutes: 35,
    type: 'request',
    title: 'New greeting for the phone menu',
    body: 'I attach the recording for our new greeting. Press 1 should go to sales, 2 to accounts (not to {colleague} any more, please).',
  },
  {
    minutes: 30,
    title: 'Calls drop after ten minutes',
    body: 'Each longer call drops after about ten minutes, exactly. It has been like that since the router was changed.',
  },
  {
    minutes: 25,
    voice: 'german',
    title: 'Telefon klingelt nicht',
    body: 'mein Telefon klingelt bei Anrufen nicht mehr, die Anrufer landen sofort auf dem Anrufbeantworter. Rausrufen geht.',
  },
]);
