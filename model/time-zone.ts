import { IANAZone } from 'luxon';

/** Whether a text from a PSA or a setting names a time zone that we can compute with (`Europe/Berlin`). */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}
