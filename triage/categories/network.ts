import type { CategoryRow } from '../category-row.ts';

/** Lines, wireless, remote access, and what connects them. */
export const NETWORK: CategoryRow = {
  category: 'network',
  skills: [{ skill: 'Networking', level: 2, must: true }],
  minutes: { incident: 40, request: 40, question: 15, alert: 30 },
  onSite: 0.15,
  usually: 'incident',
  impact: 3,
  questions: ['wired-or-wireless', 'who-else', 'since-when'],
  topics: [
    {
      id: 'internet',
      weight: 3,
      phrases: 'internet, broadband, wan, isp, leased line, fibre, fiber, glasfaser, bandwidth',
    },
    {
      id: 'outage',
      impact: 2,
      weight: 4,
      minutes: 60,
      onSite: 0.4,
      phrases: `
        no internet, internet … down, network … down, network outage, site … down, line … down, wan link down,
        link down, no connection, kein internet, internet … ausgefallen, netzwerk … ausgefallen,
        plus d internet, sin internet`,
    },
    {
      id: 'wireless',
      weight: 4,
      onSite: 0.3,
      phrases: 'wifi, wi-fi, wlan, wireless network, wireless, ssid, access point*, hotspot, guest network',
    },
    {
      id: 'remote-access',
      weight: 4,
      onSite: 0.02,
      phrases: 'vpn, anyconnect, globalprotect, forticlient, zscaler, remote access',
    },
    {
      id: 'equipment',
      impact: 2,
      weight: 4,
      onSite: 0.4,
      phrases: `
        router*, firewall*, network switch, switch port, core switch, patch panel, network rack, modem, meraki`,
    },
    {
      id: 'cabling',
      weight: 3,
      onSite: 0.85,
      phrases: `
        network socket*, network cable*, network point*, network port*, ethernet, patch*, netzwerkdose*,
        netzwerkkabel, lan cable, lan`,
    },
    {
      id: 'names-and-ports',
      weight: 3,
      phrases: 'dns, dhcp, ip address*, open … port, port forward*, subnet, vlan*',
    },
    {
      id: 'network',
      weight: 2,
      phrases: 'network, netzwerk, réseau, latency, packet loss, connectivity, connection',
    },
    {
      id: 'drives-away',
      weight: 2,
      phrases: 'homeoffice, work* from home, mapped drive*, network drive*, laufwerk*, netzlaufwerk*',
    },
  ],
};
