import type { Store, Write } from '../ports/store.ts';

const DAY = 24 * 3_600_000;
const PAGE = 500;

/**
 * Removes these customers' addresses from appointments that belong to no ticket. The appointments stay marked as read,
 * so that Bookings is not asked for the address again until something changes there.
 */
export async function withoutCustomerMails(store: Store, mails: ReadonlySet<string>): Promise<Write[]> {
  const wanted = new Set([...mails].map((mail) => mail.toLowerCase()));
  const writes: Write[] = [];
  let after: string | undefined;
  do {
    const page = await store.query('untied', {
      index: 'byStart',
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const { id, v, data } of page.docs) {
      const { customerMail, ...rest } = data;
      if (customerMail === undefined || !wanted.has(customerMail.toLowerCase())) continue;
      writes.push({ op: 'put', c: 'untied', id, data: rest, expect: v, expiresAt: data.end + DAY });
    }
    after = page.next;
  } while (after !== undefined);
  return writes;
}
