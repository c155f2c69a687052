import { z } from 'zod';
import type { PsaVendors } from '../psa-vendor.ts';
import { setting, type Setting } from '../setting.ts';

/** Chooses the PSA. This file knows no vendor: each brings its key, its name and its settings. */
export function psaSetting(vendors: PsaVendors): Setting {
  const keys = vendors.map(({ key }) => key);
  return setting({
    schema: z.enum(keys, { error: `is none of the PSAs that Callboard works with: ${keys.join(', ')}` }),
    group: 'PSA',
    help: `The PSA that this desk works with: ${vendors.map(({ key, name }) => `\`${key}\` (${name})`).join(', ')}. Only the settings of the PSA that is chosen may be set. Default: ${vendors[0].key}.`,
    example: vendors[0].key,
  });
}
