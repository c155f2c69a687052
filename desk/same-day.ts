/** Whether two instants (ms) lie on one date by the clock on the wall of a zone. */
export function sameDay(one: number, other: number, timeZone: string): boolean {
  const date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return date.format(one) === date.format(other);
}
