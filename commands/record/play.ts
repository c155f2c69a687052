import { smallMsp } from '../../harness/msp/small-msp.ts';
import type { Situation } from './acts.ts';
import { Recording } from './recording.ts';

/** Plays each situation in its own world, from the first request to the last, and returns the recording. */
export async function play(
  situations: readonly Situation[],
  told: (name: string) => void = () => {},
): Promise<Recording> {
  const recording = new Recording();
  for (const { name, options, untrusted = [], play: act } of situations) {
    told(name);
    const msp = await smallMsp({
      ...options,
      watch: {
        teams: (exchange) => recording.hearTeams(name, untrusted, exchange),
        halo: (exchange) => recording.hearHalo(name, exchange),
        graph: (exchange) => recording.hearGraph(name, exchange),
      },
    });
    try {
      await act(msp);
    } finally {
      await msp.close();
    }
  }
  return recording;
}
