import type { PsaConfig } from './config.ts';
import type { Add } from './problem.ts';
import type { PsaVendor, PsaVendors } from './psa-vendor.ts';

type Given = ReadonlySet<string>;
type Parsed = Readonly<Record<string, unknown>>;

/** The chosen PSA, or the default one; `undefined` when the choice was refused. */
export function chosenPsa(values: Parsed, given: Given, vendors: PsaVendors): PsaVendor | undefined {
  return given.has('PSA') ? vendors.find(({ key }) => key === values['PSA']) : vendors[0];
}

/** Reads the chosen PSA's settings. Settings of another PSA are refused: one of the two must be a mistake. */
export function psaConfig(
  values: Parsed,
  given: Given,
  vendor: PsaVendor,
  vendors: PsaVendors,
  add: Add,
): PsaConfig | undefined {
  for (const other of vendors) {
    if (other === vendor) continue;
    for (const name of Object.keys(other.settings).filter((one) => given.has(one)))
      add(name, `is not used with PSA=${vendor.key}`, `Remove it, or set PSA=${other.key}.`);
  }
  const settings = vendor.read(values, given, add);
  return settings && { vendor: vendor.key, name: vendor.name, settings };
}
