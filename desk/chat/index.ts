export { chatInbound } from './inbound.ts';
