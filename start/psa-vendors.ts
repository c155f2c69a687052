import type { PsaVendors } from '../config/psa-vendor.ts';
import { HALOPSA, haloConnection, type HaloSettings } from '../config/settings/halopsa.ts';

/**
 * The PSAs that Callboard supports; the first one is the default. A row joins a vendor's settings (config/settings/) with
 * its connector (psa/), which is loaded only if that PSA is chosen.
 */
export const PSA_VENDORS: PsaVendors = [
  {
    ...HALOPSA,
    async open(settings: HaloSettings, deps) {
      const { createHaloPsa } = await import('../psa/halopsa/index.ts');
      return createHaloPsa(haloConnection(settings), deps);
    },
  },
];
