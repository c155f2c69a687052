import { hostileContract } from './hostile-contract.ts';
import { inboundContract } from './inbound-contract.ts';
import { outboundContract } from './outbound-contract.ts';
import type { MakeBot } from './world.ts';

/**
 * What the desk relies on, whichever SDK stands behind it: an inbound handler and a ChatPort, spoken to over signed
 * HTTP by the simulated Teams. A new SDK is ready when this passes.
 */
export function botContract(name: string, makeBot: MakeBot): void {
  hostileContract(name, makeBot);
  inboundContract(name, makeBot);
  outboundContract(name, makeBot);
}
