// Answers people in Teams: buttons, dialogs and typed messages.
export { chatInbound } from './inbound.ts';
