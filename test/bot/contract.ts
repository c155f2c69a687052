import { hostileContract } from './hostile-contract.ts';
import { inboundContract } from './inbound-contract.ts';
import { outboundContract } from './outbound-contract.ts';
import type { MakeBot } from './world.ts';

/**
 * What the desk requires of any bot SDK: an inbound handler and a ChatPort. The simulated Teams calls both over signed
 * HTTP. A new SDK is ready when it passes these tests.
 */
export function botContract(name: string, makeBot: MakeBot): void {
  hostileContract(name, makeBot);
  inboundContract(name, makeBot);
  outboundContract(name, makeBot);
}
