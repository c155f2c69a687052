import type { CategoryRow } from '../category-row.ts';

/** Attacks, suspicions, losses. */
export const SECURITY: CategoryRow = {
  category: 'security',
  skills: [{ skill: 'Security', level: 2, must: true }],
  minutes: { incident: 60, request: 30, question: 20, alert: 35 },
  onSite: 0.08,
  usually: 'incident',
  impact: 3,
  questions: ['what-clicked', 'which-device', 'who-else'],
  topics: [
    {
      id: 'ransom',
      impact: 1,
      weight: 4,
      minutes: 180,
      onSite: 0.6,
      skills: [{ skill: 'Security', level: 3, must: true }],
      phrases: `
        ransom*, files … encrypted, encrypted … files, have to pay, bitcoin, crypto locker, cryptolocker,
        verschlüsselt … dateien, dateien … verschlüsselt, lösegeld, erpress*, rançon*`,
    },
    {
      id: 'phishing',
      weight: 4,
      minutes: 30,
      phrases: `
        phish*, spoof*, gift card*, suspicious … mail*, suspicious … email*, suspicious link*,
        suspicious attachment*, mail real, email real, mail genuine, email genuine, email legit*, this genuine, this real,
        safe to open,
        is this legit*, scam*, fraud*, verdächtige*, betrug*, impersonat*, looked like microsoft, fake`,
    },
    {
      id: 'let-in',
      // One stolen password opens the client's mail, not only one desk.
      impact: 2,
      weight: 4,
      phrases: `
        typed my password on, entered my password, entered … password on, gave them … password,
        gave … remote access, link and typed`,
    },
    {
      id: 'clicked',
      weight: 4,
      phrases: 'clicked … link, clicked on it, auf … link geklickt, angeklickt',
    },
    {
      id: 'malware',
      weight: 4,
      phrases: `
        virus*, malware, trojan*, spyware, adware, infected, quarantined on, threat detected, defender,
        antivirus, edr, sentinelone, crowdstrike, schadsoftware, virenscanner, popup … microsoft, call microsoft`,
    },
    {
      id: 'break-in',
      impact: 2,
      weight: 4,
      phrases: `
        hacked, hacker*, compromised, breach*, unauthorised, unauthorized, impossible travel, risky sign in|ins,
        suspicious sign in|ins, suspicious login*, unusual sign in|ins, brute force, gehackt,
        someone … logged in, data leak*, datenleck`,
    },
    {
      id: 'lost-device',
      weight: 4,
      minutes: 40,
      phrases: `
        stolen, theft, lost my phone, lost my laptop, lost … laptop, lost … phone, gestohlen, geklaut,
        remote wipe`,
    },
    {
      id: 'weakness',
      weight: 3,
      phrases: `
        vulnerabilit*, cve, security update*, pen test*, penetration test*, security, sicherheitsvorfall,
        bitlocker`,
    },
  ],
};
