import type { BookingBusiness, BookingService, NewAppointment } from '../desk/ports/bookings.ts';
import { openIntervals } from '../model/business-time.ts';
import type { Interval } from '../model/technician.ts';

const MINUTE = 60_000;

/**
 * Returns the Bookings rule that an appointment would break, worded for a dispatcher, or `undefined`. Bookings does not
 * name the broken rule (docs/platform/bookings.md, “Bookings answers a broken rule with an empty 500”), so all rules
 * are checked beforehand (docs/platform/bookings.md, “An application must keep the rules of the business”).
 */
export function brokenRule(
  business: BookingBusiness,
  serviceId: string,
  wanted: Interval & { readonly staffIds: readonly string[] },
  now: number,
): string | undefined {
  const service = business.services.find((one) => one.id === serviceId);
  if (!service) return `Bookings has no service with the id ${serviceId}`;
  return timeRule(business, service, wanted, now) ?? staffRule(business, service, wanted.staffIds);
}

function timeRule(
  business: BookingBusiness,
  service: BookingService,
  wanted: Interval,
  now: number,
): string | undefined {
  const minutes = (wanted.end - wanted.start) / MINUTE;
  const notice = (wanted.start - now) / MINUTE;
  if (minutes !== service.minutes) {
    return `“${service.name}” takes ${service.minutes} minutes in Bookings, but ${minutes} were requested`;
  }
  if (notice < service.leastNoticeMinutes) {
    return `“${service.name}” must be booked at least ${service.leastNoticeMinutes} minutes ahead`;
  }
  if (notice > service.farthestMinutes) {
    return `“${service.name}” can be booked at most ${service.farthestMinutes} minutes ahead`;
  }
  const calendar = { timeZone: business.timeZone, hours: service.hours ?? business.hours, holidays: [] };
  const open = openIntervals(calendar, wanted.start, wanted.end);
  const whole = open.some((one) => one.start <= wanted.start && one.end >= wanted.end);
  return whole ? undefined : `“${service.name}” is outside its opening hours in Bookings at that time`;
}

function staffRule(
  business: BookingBusiness,
  service: BookingService,
  staffIds: readonly string[],
): string | undefined {
  if (staffIds.length === 0) return 'Bookings must be told who comes';
  if (!service.staffCanBeChosen) {
    return `“${service.name}” does not let anybody choose who comes (Bookings > service > Assign staff)`;
  }
  for (const id of staffIds) {
    const person = business.staff.find((one) => one.id === id);
    if (!person) return `Bookings has no staff member with the id ${id}`;
    if (!person.active) return `${person.name} has not accepted the invitation to Bookings yet`;
    if (!service.staffIds.includes(id)) return `${person.name} is not assigned to “${service.name}” in Bookings`;
  }
  return undefined;
}

/** The same check for the client's answers to the service's questions. */
export function brokenAnswer(service: BookingService, answers: NewAppointment['answers']): string | undefined {
  for (const { id, text, required, options } of service.questions) {
    const answer = answers.find((one) => one.questionId === id)?.answer.trim() ?? '';
    if (required && answer === '') return `The question “${text}” must be answered`;
    if (answer !== '' && options.length > 0 && !options.includes(answer)) {
      return `“${text}” can only be answered with: ${options.join(', ')}`;
    }
  }
  return undefined;
}
