import { afterEach, describe, expect, it, vi } from 'vitest';
import { quietly } from '../../bot/quiet.ts';

describe('a call into the SDK', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('prints nothing on the console while other code still can', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const loud = quietly(async () => {
      console.error('the public key is …');
      await Promise.resolve();
      console.error('and its stack');
      return 'done';
    });
    console.error('somebody else');
    expect(await loud).toBe('done');
    expect(said.mock.calls).toEqual([['somebody else']]);
  });

  it('stays silent when console.error is replaced afterwards', async () => {
    await quietly(async () => {});
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    await quietly(async () => console.error('the public key is …'));
    console.error('somebody else');
    expect(said.mock.calls).toEqual([['somebody else']]);
  });
});
