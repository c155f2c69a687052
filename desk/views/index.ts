export { cardHandler } from './card-sync.ts';
export { forReader } from './for-reader.ts';
export { queueView } from './queue-view.ts';
export { ticketDrawn } from './ticket-drawn.ts';
export { ticketView } from './ticket-view.ts';
export { troubleView } from './trouble-view.ts';
export { readGauges } from './gauges.ts';
