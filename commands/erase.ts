import { parseArgs } from 'node:util';
import { eraseContact, erasePerson, eraseTicket } from '../desk/records/index.ts';
import { asCoded } from '../model/errors.ts';
import { openProcessStore } from './open-store.ts';

/**
 * `npm run erase -- --ticket ID | --contact MAIL_OR_NAME | --person ID`: erases personal data. Callboard must be stopped
 * (on MongoDB it may run). Erase the data in the PSA first: the next change of a ticket there would bring it back.
 */
try {
  const { values } = parseArgs({
    options: { ticket: { type: 'string' }, contact: { type: 'string' }, person: { type: 'string' } },
  });
  if (Object.keys(values).length !== 1) {
    throw new Error('Say whose: npm run erase -- --ticket ID, or --contact MAIL_OR_NAME, or --person ID');
  }
  const { store, engine, address } = await openProcessStore('write');
  try {
    if (values.contact !== undefined) {
      const tickets = await eraseContact(store, values.contact);
      console.log(`Erased in ${tickets.length} tickets: ${tickets.join(', ') || 'none'}.`);
    } else {
      const done =
        values.ticket !== undefined
          ? await eraseTicket(store, values.ticket)
          : await erasePerson(store, values.person ?? '');
      console.log(
        done ? 'Erased. The log and the decision records keep ids and numbers.' : 'There is nothing by that id.',
      );
      if (!done) process.exitCode = 1;
    }
  } finally {
    await store.close();
  }
  // Erased data must not remain in the file's free space.
  await engine.compact?.(address);
} catch (error) {
  const { code, message, next } = asCoded(error);
  console.error(code === 'INTERNAL' ? message : `${code}: ${message}\n${next}`);
  process.exitCode = 1;
}
