import type { PsaSettings, PsaVendor } from '../../config/psa-vendor.ts';
import * as field from '../../config/fields.ts';
import { Secret } from '../../config/secret.ts';
import { setting, type SettingsTable, type Values } from '../../config/setting.ts';
import { createMemoryPsa, MemoryWorld } from '../../psa/memory/index.ts';

const SETTINGS = {
  MEMORY_HOOK_PATH: setting({
    schema: field.unguessable,
    group: 'PSA',
    help: 'The last part of the address for pushes.',
    example: '<24 to 128 random letters and digits>',
    needed: 'always',
    secret: true,
  }),
  MEMORY_HOOK_SECRET: setting({
    schema: field.longSecret,
    group: 'PSA',
    help: 'What pushes are signed with.',
    example: '<a long random text>',
    needed: 'always',
    secret: true,
  }),
  MEMORY_RATE: setting({
    schema: field.whole(10, 100_000),
    group: 'PSA',
    help: 'Requests in five minutes. Default: 1000.',
    example: '1000',
  }),
} as const satisfies SettingsTable;

interface MemorySettings extends PsaSettings {
  readonly webhook: { readonly path: Secret; readonly secret: Secret };
}

/** The PSA in memory as one to choose: what a second vendor brings along. `fill` puts people and tickets into it. */
export function memoryVendor(fill: (world: MemoryWorld) => void = () => undefined): PsaVendor {
  return {
    key: 'memory',
    name: 'Memory PSA',
    settings: SETTINGS,
    read(values: Values<typeof SETTINGS>): MemorySettings | undefined {
      const { MEMORY_HOOK_PATH: path, MEMORY_HOOK_SECRET: secret } = values;
      if (path === undefined || secret === undefined) return undefined;
      return {
        ratePerFiveMinutes: values.MEMORY_RATE ?? 1_000,
        webhook: { path: new Secret(path), secret: new Secret(secret) },
      };
    },
    async open({ webhook }: MemorySettings, { clock }) {
      const world = new MemoryWorld(clock);
      fill(world);
      return createMemoryPsa(world, webhook.secret.reveal());
    },
  };
}
