/**
 * Formats an instant (ms) with date and time zone, for notes that people read months later: `Tue 24 Nov 2026, 14:20
 * GMT`.
 */
export function fullTime(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}
