import type { CategoryRow } from '../category-row.ts';

/** Printers, scanners, copiers. */
export const PRINTING: CategoryRow = {
  category: 'printing',
  skills: [{ skill: 'Printing', level: 1, must: false }],
  minutes: { incident: 25, request: 20, question: 10, alert: 15 },
  onSite: 0.3,
  usually: 'incident',
  impact: 3,
  questions: ['which-printer', 'who-else', 'what-message'],
  topics: [
    {
      id: 'printer',
      weight: 4,
      phrases: `
        printer*, print, prints, printing, printed, printout*, drucker*, drucken, druckt, ausdruck*,
        netzwerkdrucker, imprimante*, imprimer, impresora*, imprimir, plotter*, label printer*, print server,
        print queue, print spooler, follow me print*`,
    },
    {
      id: 'jam',
      weight: 3,
      onSite: 0.7,
      phrases: 'paper jam, jams, jammed, jamming, papierstau, tray, fuser, papierfach, bourrage',
    },
    {
      id: 'toner',
      weight: 3,
      minutes: 15,
      onSite: 0.4,
      phrases: 'toner*, cartridge*, ink, drum unit, empty pages, leere seiten',
    },
    {
      id: 'scan',
      weight: 4,
      onSite: 0.15,
      phrases: `
        scan, scans, scanner, scanning, scan to email, scan to folder, scannen, scannt, copier*, kopierer,
        photocopier*, mfp`,
    },
  ],
};
