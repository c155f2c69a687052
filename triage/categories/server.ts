import type { CategoryRow } from '../category-row.ts';

/** Servers, virtual machines, storage, the cloud's machinery. */
export const SERVER: CategoryRow = {
  category: 'server',
  skills: [{ skill: 'Windows Server', level: 2, must: false }],
  minutes: { incident: 60, request: 45, question: 20, alert: 40 },
  onSite: 0.1,
  usually: 'incident',
  impact: 2,
  questions: ['which-server', 'who-else', 'what-changed'],
  topics: [
    {
      id: 'server',
      weight: 3,
      phrases: 'server, servers, fileserver, file server, serveur, servidor, sql server, domain controller*, dc01',
    },
    {
      id: 'server-down',
      weight: 4,
      minutes: 90,
      phrases: `
        server|servers|srv … down|offline|unreachable|ausgefallen, server … not respond*,
        server … not reachable, server nicht erreichbar, host down, host … offline`,
    },
    { id: 'restart', weight: 4, phrases: 'restart|reboot|patch … server|servers|srv' },
    {
      id: 'virtual',
      weight: 4,
      phrases: 'hyper v, vmware, esxi, virtual machine*, vm, vms, azure vm, hypervisor, datastore, cluster',
    },
    {
      id: 'terminal',
      weight: 4,
      phrases: 'terminal server*, remote desktop, rds, rdp, citrix, avd, terminalserver',
    },
    {
      id: 'disk',
      weight: 3,
      phrases: `
        disk full, disk free, disk space, low disk, low space, storage full, speicherplatz, raid, nas, san,
        check disk, free … gb, high cpu, cpu usage, memory usage`,
    },
    { id: 'shares', weight: 3, phrases: 'shared drive, file share, drive … slow, shared drive … slow' },
    {
      id: 'service',
      weight: 3,
      phrases: `
        service stopped, service … stopped, windows service, scheduled task, restart attempts,
        certificate expire*, certificate … expire*, ssl certificate*, zertifikat … läuft, zertifikat,
        patch management, windows updates`,
    },
    {
      id: 'machine-report',
      weight: 1,
      phrases: 'srv, host, uptime, reboot, cpu, active directory, group policy, gpo',
    },
  ],
};
