let zone = 'UTC';

export function setZone(timeZone) {
  zone = timeZone;
}

const format = (options) => {
  const made = new Map();
  return (at) => {
    if (!made.has(zone)) made.set(zone, new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone }));
    return made.get(zone).format(at);
  };
};

export const clockTime = format({ hour: '2-digit', minute: '2-digit' });
export const clockSeconds = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
export const weekday = format({ weekday: 'short' });
const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
const dayKey = format({ year: 'numeric', month: '2-digit', day: '2-digit' });

export const sameDay = (a, b) => dayKey(a) === dayKey(b);

/** "Today", "Yesterday", or the day. */
export function dayName(at, now) {
  if (sameDay(at, now)) return 'Today';
  if (sameDay(at, now - 86_400_000)) return 'Yesterday';
  return longDay(at);
}

/** For lists: the time for today's items, the weekday for older ones. */
export function shortTime(at, now) {
  return sameDay(at, now) ? clockTime(at) : weekday(at);
}
