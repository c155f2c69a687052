import { HARDWARE, PRINTING, PROCUREMENT, TELEPHONY } from './devices.ts';
import { BACKUP, NETWORK, SECURITY, SERVER } from './infrastructure.ts';
import { ACCESS, EMAIL, ONBOARDING } from './people.ts';
import { APPLICATION, HOSTILE, UNCLEAR } from './programs.ts';
import type { TextTemplate } from './template.ts';

/** Each category's share of a desk's work, as managed service providers report it; the sum is not 1. */
const SHARES: readonly (readonly [readonly TextTemplate[], number])[] = [
  [ACCESS, 0.16],
  [EMAIL, 0.14],
  [APPLICATION, 0.14],
  [HARDWARE, 0.13],
  [NETWORK, 0.1],
  [PRINTING, 0.08],
  [SECURITY, 0.07],
  [ONBOARDING, 0.06],
  [SERVER, 0.05],
  [BACKUP, 0.05],
  [TELEPHONY, 0.05],
  [PROCUREMENT, 0.04],
  [UNCLEAR, 0.03],
  [HOSTILE, 0.01],
];

/** All texts with their relative probabilities. */
export const TEXTS: readonly (TextTemplate & { readonly share: number })[] = SHARES.flatMap(([texts, share]) => {
  const sum = texts.reduce((total, text) => total + (text.weight ?? 1), 0);
  return texts.map((text) => ({ ...text, share: (share * (text.weight ?? 1)) / sum }));
});
