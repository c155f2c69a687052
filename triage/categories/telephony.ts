import type { CategoryRow } from '../category-row.ts';

/** Desk phones, mobiles, numbers, calls. */
export const TELEPHONY: CategoryRow = {
  category: 'telephony',
  skills: [{ skill: 'Telephony', level: 1, must: false }],
  minutes: { incident: 30, request: 20, question: 10, alert: 30 },
  onSite: 0.15,
  usually: 'incident',
  impact: 3,
  questions: ['which-number', 'who-else', 'since-when'],
  topics: [
    {
      id: 'phone',
      weight: 3,
      phrases: `
        phone, phones, telephone*, desk phone*, handset*, telefon, telefone, telefonanlage, téléphone*,
        teléfono*, deskphone*, dect, nebenstelle, durchwahl`,
    },
    {
      id: 'voice-system',
      weight: 4,
      phrases: `
        voip, sip, sip trunk, pbx, 3cx, ip phone*, softphone*, teams phone, phone system, not registered,
        hunt group, call queue, auto attendant, phone menu`,
    },
    {
      id: 'calls',
      weight: 4,
      phrases: `
        calls drop, call drops, calls in or out, incoming calls, outgoing calls, make calls, receive calls,
        inbound calls, outbound calls, call quality, crackling, on calls, callers, dial tone, dialling,
        voicemail*, answering machine, anrufe, anrufer, anrufbeantworter, rufumleitung, call forward*,
        forward … main line, forward … number, main line, main number, extension number, phone extension*`,
    },
    {
      id: 'mobile',
      weight: 2,
      phrases: 'mobile, mobiles, sim card, esim, iphone, android, handy, smartphone*, roaming',
    },
    { id: 'call', weight: 1, phrases: 'calls, extension, ring, rings, ringing, klingelt, greeting' },
  ],
};
