export { readTickets, type RealTicket } from './read-tickets.ts';
export { reportStream } from './report.ts';
export { streamTickets, type Streamed, type TicketFate } from './stream.ts';
