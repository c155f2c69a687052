import type { Agreement, Client, Tier } from '../../model/client.ts';
import type { Ticket } from '../../model/ticket.ts';

/** A Tuesday, ten past eight in London. */
export const NOW = Date.UTC(2026, 10, 24, 8, 10);

/** A ticket as Contoso's Erika would send it, with what a case needs changed. */
export function ticketOf(title: string, description = '', more: Partial<Ticket> = {}): Ticket {
  return {
    id: '4711',
    number: '4711',
    url: 'https://halo.example/tickets?id=4711',
    title,
    description,
    queue: { id: '1', name: 'Service Desk' },
    status: { id: '1', name: 'New' },
    open: true,
    category: [],
    client: { id: '12', name: 'Contoso Dental' },
    contact: { id: '9', name: 'Erika Beispiel', email: 'erika@contoso.example' },
    alsoAssigned: [],
    createdAt: NOW,
    updatedAt: NOW,
    version: '1',
    ...more,
  };
}

export const agreementOf = (tier: Tier, more: Partial<Agreement> = {}): Agreement => ({
  ref: { id: `a-${tier}`, name: `${tier} care` },
  active: true,
  tier,
  ...more,
});

export const clientWith = (...agreements: readonly Agreement[]): Client => ({
  ref: { id: '12', name: 'Contoso Dental' },
  active: true,
  notes: [],
  preferredTechnicians: [],
  agreements,
  timeZone: 'Europe/London',
});
