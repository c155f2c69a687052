import type { CategoryRow } from '../category-row.ts';

/** Copies, and getting back what was lost. */
export const BACKUP: CategoryRow = {
  category: 'backup',
  skills: [{ skill: 'Backup', level: 2, must: false }],
  minutes: { incident: 40, request: 45, question: 15, alert: 30 },
  onSite: 0.04,
  usually: 'incident',
  impact: 3,
  questions: ['which-file', 'lost-when', 'which-backup'],
  topics: [
    {
      id: 'backup',
      weight: 4,
      phrases: `
        backup, backups, back up, backed up, datensicherung, sicherung, sauvegarde, copia de seguridad, veeam,
        datto, acronis, shadow copy, replication, snapshot*`,
    },
    {
      id: 'job-failed',
      weight: 4,
      phrases:
        'backup … failed, backup job, backup failure, backup warning, job failed, last success, sicherung … fehlgeschlagen',
    },
    {
      id: 'restore',
      weight: 4,
      minutes: 25,
      phrases: `
        restore, restored, restoring, recover … file*, recover … folder*, recover … data, recovery,
        wiederherstell*, deleted … file*, deleted … folder*, deleted by mistake, accidentally deleted,
        accidentally overwr*, overwritten, overwrote, versehentlich gelöscht, gelöscht, previous version*,
        get it back, get them back, need version from`,
    },
  ],
};
