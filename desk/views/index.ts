// Reads the store into views, and keeps posted cards in sync with them.

// Views
export { ticketView } from './ticket-view.ts';
export { queueView } from './queue-view.ts';
export { troubleView } from './trouble-view.ts';
export { readGauges } from './gauges.ts';

// Drawing
export { cardHandler } from './card-sync.ts';
export { ticketDrawn } from './ticket-drawn.ts';
export { forReader } from './for-reader.ts';
