import { PASSER_BY, type SoakWorld } from './world.ts';

/** Everybody installs the app, one after the other: nobody does so for all within one second. */
export async function installEverybody(world: SoakWorld): Promise<void> {
  // The directory is read from Halo first; a stranger's installation would be heard of in vain.
  await world.clock.sleep(1_500);
  for (const { key } of world.teams.people) {
    if (key === PASSER_BY.key) continue;
    await world.teams.user(key).install();
    await world.clock.sleep(60);
  }
}
