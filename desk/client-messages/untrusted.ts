/** The longest texts of clients that are shown, in characters; longer ones end with an ellipsis. */
export const SHOWN = { subject: 90, line: 200, name: 60 } as const;

/**
 * Characters that hide or reorder text: bidirectional controls and zero-width marks, except the joiners that scripts
 * and emoji need.
 */
const DISGUISES = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;
/** Includes line ends of all kinds, so that no header or calendar line can be injected. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;
/** Addresses in a ticket's title are removed, so that it cannot turn our mail into phishing. */
const ADDRESSES = /\b(?:[a-z][a-z0-9+.-]{1,20}:\/\/|www\.|mailto:)\S*/gi;

/**
 * Text of clients and of the PSA as one harmless line of at most `longest` characters. It still has to be escaped for
 * HTML or a calendar file.
 */
export function oneLine(text: string, longest: number): string {
  // Far more than is shown, far less than somebody could send.
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
 * Text of clients that may have several lines, as it is stored and passed to Bookings and colleagues: without invisible
 * characters and half surrogate pairs, which other systems reject or corrupt. It still has to be escaped.
 */
export function severalLines(text: string): string {
  return text
    .toWellFormed()
    .replace(DISGUISES, '')
    .replace(/\r\n?|[\p{Zl}\p{Zp}\u0085]/gu, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .trim();
}

/** The name that clients use for a colleague: the first name (`Ana Silva`, `Silva, Ana`). */
export function firstName(name: string): string {
  const [family = '', given] = oneLine(name, SHOWN.name).split(', ');
  return (given ?? family).split(' ')[0] ?? '';
}
