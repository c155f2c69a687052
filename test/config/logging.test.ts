import { describe, expect, it } from 'vitest';
import { createLog } from '../../config/logging.ts';
import { Secret } from '../../config/secret.ts';
import { CallboardError } from '../../model/errors.ts';

function logged(fields: Record<string, unknown>, format: 'json' | 'lines' = 'json'): string {
  const lines: string[] = [];
  createLog({ level: 'debug', format, now: () => 0, write: (line) => lines.push(line) }).warn('offer.made', fields);
  return lines.join('');
}

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJl';

describe('the log', () => {
  it('writes one JSON line with the given time', () => {
    expect(JSON.parse(logged({ ticketId: 't_12', minutes: 14, open: true }))).toEqual({
      level: 'warn',
      time: '1970-01-01T00:00:00.000Z',
      event: 'offer.made',
      ticketId: 't_12',
      minutes: 14,
      open: true,
    });
  });

  it('writes a line for people', () => {
    expect(logged({ ticketId: 't_12', minutes: 14 }, 'lines')).toBe(
      '00:00:00 warn  offer.made  ticketId=t_12  minutes=14\n',
    );
  });

  it('leaves out events below its level', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'warn', format: 'json', now: () => 0, write: (line) => lines.push(line) });
    log.info('quiet');
    log.error('loud');
    expect(lines).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a name', { name: 'Anamaria' }],
    ['a name by another key', { clientName: 'Anamaria' }],
    ['a list of names', { names: ['Anamaria', 'Ben'] }],
    ['a nested name', { ticket: { contact: { displayName: 'Anamaria' } } }],
    ['a mail address', { who: 'Anamaria@acme-it.co.uk' }],
    ['a mail address in a sentence', { error: 'no mailbox for Anamaria@acme-it.co.uk' }],
    ['the text of a ticket', { first: 'Anamaria cannot print since this morning' }],
    ['the title of a ticket', { title: 'Anamaria' }],
    ['a card', { card: { type: 'AdaptiveCard', body: ['Anamaria'] } }],
    ['somebody’s reason', { reason: 'Anamaria' }],
    ['deeply hidden things', { a: { b: { c: { d: { e: 'Anamaria' } } } } }],
    [
      'what a person typed, quoted by a caller’s error',
      { cause: new CallboardError('INPUT_INVALID', 'Anamaria is not a version') },
    ],
    ['a query string', { url: 'https://x.example/y?token=Anamaria&z=1' }],
  ])('does not let through %s', (_what, fields) => {
    expect(logged(fields)).not.toMatch(/Anamaria/i);
    expect(logged(fields, 'lines')).not.toMatch(/Anamaria/i);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a Secret', { where: new Secret('hunter22') }],
    ['a token', { token: 'hunter22' }],
    ['a client secret', { clientSecret: 'hunter22' }],
    ['headers', { headers: { authorization: 'Bearer hunter22' } }],
    ['a bearer token in an error', { error: new Error('401 for Bearer hunter22-token') }],
    ['the cause of an error', { error: new Error('x', { cause: new Error('password=1 &password=hunter22') }) }],
    ['the webhook’s path', { path: '/hooks/psa/hunter22' }],
    ['a private key', { detail: '-----BEGIN PRIVATE KEY-----\nhunter22\n-----END PRIVATE KEY-----' }],
  ])('does not let through %s', (_what, fields) => {
    expect(logged(fields)).not.toContain('hunter22');
    expect(logged(fields)).toMatch(/\[(secret|withheld)\]/);
  });

  it('withholds signed tokens wherever they appear', () => {
    expect(logged({ at: JWT, error: `refused ${JWT}`, list: [JWT] })).not.toContain('eyJ');
  });

  it('keeps what an operator needs: codes, numbers, stack frames of our own errors', () => {
    const line = JSON.parse(
      logged({
        cause: new CallboardError('STORE_BROKEN', 'the disk is full'),
        dest: 'teams:19:abc@thread.tacv2',
        effectId: 'e_1',
      }),
    ) as Record<string, unknown>;
    expect(line).toMatchObject({ cause: { code: 'STORE_BROKEN', error: 'the disk is full' }, effectId: 'e_1' });
    expect(JSON.stringify(line['cause'])).toContain('logging.test.ts');
  });

  it('survives values that cannot be written', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(() => logged({ loop, big: 10n, fn: () => 1, symbol: Symbol('x') })).not.toThrow();
  });
});
