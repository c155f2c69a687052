import type { TicketText } from '../../model/desk-ticket.ts';
import type { Person } from '../../model/person.ts';
import type { Store, Write } from '../ports/store.ts';
import { untilCommitted } from './until-committed.ts';
import { withoutCustomerMails } from './erase-unmatched-customers.ts';

/**
 * Removes personal data from a ticket: title, text, contact, answers, what was arranged with the contact for a visit,
 * and the contact's address in appointments that belong to no ticket. The log and the decision records hold ids and
 * numbers only, so they stay complete and still replay to the same bytes. If the ticket still exists in the PSA, its
 * next change there restores the words: erase it in the PSA first.
 *
 * @returns false when there is no such ticket.
 */
export function eraseTicket(store: Store, ticketId: string): Promise<boolean> {
  return untilCommitted(async () => {
    const doc = await store.get('texts', ticketId);
    if (!doc) return false;
    const { contact, ...psa } = doc.data.psa;
    const data: TicketText = {
      psa: { ...psa, title: '', description: '' },
      words: { problem: '', summary: '' },
    };
    const ticket = await store.get('tickets', ticketId);
    const visits = await store.query('visits', { index: 'byTicket', eq: [ticketId], limit: 100 });
    const told = await store.getMany(
      'visitTexts',
      visits.docs.map((visit) => visit.id),
    );
    const mails = [contact?.email, ...told.map((text) => text.data.contactMail)].filter((mail) => mail !== undefined);
    await store.commit([
      ...(await withoutCustomerMails(store, new Set(mails))),
      { op: 'put', c: 'texts', id: ticketId, data, expect: doc.v },
      ...told.map(({ id, v, data: { timeZone, language } }): Write => ({
        op: 'put',
        c: 'visitTexts',
        id,
        data: { contactName: '', contactMail: '', timeZone, language, guests: [], answers: {} },
        expect: v,
      })),
      ...(ticket
        ? [
            {
              op: 'put',
              c: 'tickets',
              id: ticketId,
              expect: ticket.v,
              data: { ...ticket.data, asks: ticket.data.asks.map(({ reason: _reason, ...ask }) => ask) },
            } as const,
          ]
        : []),
    ]);
    return true;
  });
}

/**
 * Erases every ticket of a contact, given by mail address or full name (not every PSA lists addresses), and their
 * address in appointments that belong to no ticket. Returns the tickets' ids.
 */
export async function eraseContact(store: Store, mailOrName: string): Promise<readonly string[]> {
  const wanted = mailOrName.trim().toLowerCase();
  const erased: string[] = [];
  await untilCommitted(async () => {
    const writes = await withoutCustomerMails(store, new Set([wanted]));
    if (writes.length > 0) await store.commit(writes);
  });
  for (const open of [true, false]) {
    let after: string | undefined;
    do {
      const page = await store.query('tickets', {
        index: 'byOpen',
        eq: [open],
        limit: 500,
        ...(after === undefined ? {} : { after }),
      });
      const texts = await store.getMany(
        'texts',
        page.docs.map((doc) => doc.id),
      );
      for (const text of texts) {
        const { email, name } = text.data.psa.contact ?? {};
        if (email?.toLowerCase() !== wanted && name?.toLowerCase() !== wanted) continue;
        if (await eraseTicket(store, text.id)) erased.push(text.id);
      }
      after = page.next;
    } while (after !== undefined);
  }
  return erased;
}

/** Removes the name, address and Teams chat of a person who left. Their id in the log then identifies nobody. */
export function erasePerson(store: Store, personId: string): Promise<boolean> {
  return untilCommitted(async () => {
    const doc = await store.get('people', personId);
    if (!doc) return false;
    const data: Person = {
      id: doc.id,
      name: '',
      roles: [],
      timeZone: doc.data.timeZone,
      language: doc.data.language,
      matched: doc.data.matched,
      active: false,
    };
    await store.commit([{ op: 'put', c: 'people', id: personId, data, expect: doc.v }]);
    return true;
  });
}
