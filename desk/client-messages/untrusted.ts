/** Longest texts of clients that are shown, in characters; the rest is cut with an ellipsis. */
export const SHOWN = { subject: 90, line: 200, name: 60 } as const;

/** What hides text or turns it round: bidirectional controls, zero-width marks but the joiners that scripts and emoji need. */
const DISGUISES = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;
/** Line ends of all kinds are among them: a header or a calendar line cannot be begun from within. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
/** A ticket's title must not turn our mail into somebody's bait: addresses in it are left out. */
const ADDRESSES = /\b(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.|mailto:)\S*/gi;

/**
 * Text of clients and of the PSA as one harmless line of at most `longest` characters. Escaping for HTML or a calendar
 * file is still to come.
 */
export function oneLine(text: string, longest: number): string {
  // Far more than is shown, far less than what somebody could send.
  const line = text
    .slice(0, longest * 8)
    .toWellFormed()
    .replace(DISGUISES, '')
    .replace(CONTROLS, ' ')
    .replace(ADDRESSES, '…')
    .trim();
  const characters = Array.from(line);
  return characters.length <= longest
    ? line
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}

/**
 * Text of clients that may have several lines, as it is kept and handed on to Bookings and to colleagues: nothing in it that
 * cannot be seen, no half of a sign, which other systems refuse or show as something else. Escaping is still to come.
 */
export function severalLines(text: string): string {
  return text
    .toWellFormed()
    .replace(DISGUISES, '')
    .replace(/\r\n?|[\p{Zl}\p{Zp}\u0085]/gu, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim();
}

/** What clients call a colleague of ours: the first name (`Ana Silva`, `Silva, Ana`). */
export function firstName(name: string): string {
  const [family = '', given] = oneLine(name, SHOWN.name).split(', ');
  return (given ?? family).split(' ')[0] ?? '';
}
