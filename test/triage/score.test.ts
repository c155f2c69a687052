import { describe, expect, test } from 'vitest';
import { DEFAULT_TRIAGE_POLICY, triage } from '../../triage/index.ts';
import { NOW, ticketOf } from './given.ts';

const record = (title: string, body = '') =>
  triage({ ticket: ticketOf(title, body), now: NOW }, DEFAULT_TRIAGE_POLICY).record;

describe('the kind of work', () => {
  test.each([
    ['what works fine is not it', 'Cannot send', 'The printer works fine, but Outlook does not send.', 'email'],
    ['what it is not is not it', 'Strange noise', 'It is not the printer, it comes from my laptop.', 'hardware'],
    ['what is missing is it', 'No internet', '', 'network'],
    [
      'a way of speaking is not telephony',
      'Question',
      'As discussed on the phone, please do the same again.',
      'unclear',
    ],
    ['a print server is about printing', 'Print server', '', 'printing'],
  ])('%s', (_name, title, body, category) => {
    expect(record(title, body).category).toBe(category);
  });

  test('counts more in the subject than in the body', () => {
    expect(record('Printer', 'scanner outlook').category).toBe('printing');
    expect(record('Outlook', 'printer').category).toBe('email');
  });

  test('is no surer when it is said ten times', () => {
    expect(record('x', 'printer '.repeat(10)).confidence).toBe(record('x', 'printer').confidence);
  });
});

describe('the confidence of triage', () => {
  test('grows with the margin and with how much was said', () => {
    const [clear, said, split] = [
      record('Printer jam', 'Toner everywhere.'),
      record('Printer'),
      record('Printer', 'Outlook'),
    ];
    expect(clear.confidence).toBeGreaterThan(said.confidence);
    expect(said.confidence).toBeGreaterThan(split.confidence);
  });

  test('is zero for an unclear ticket', () => {
    expect(record('Help')).toMatchObject({ category: 'unclear', confidence: 0 });
  });
});

describe('the estimates for a technician', () => {
  test('are ten minutes for a password, over an hour for a new starter, and an expert for ransomware', () => {
    expect(record('Forgot my password').effort).toBe(10);
    expect(record('New starter on Monday').effort).toBe(75);
    expect(record('Ransomware').skills).toEqual([{ skill: 'Security', level: 3, must: true }]);
  });

  test('make an on-site visit likelier for a broken socket than for somebody at home', () => {
    const [socket, home] = [record('Network socket broken'), record('Laptop slow', 'I work from home today.')];
    expect(socket.onSite).toBeGreaterThan(0.8);
    expect(home.onSite).toBeLessThan(0.1);
  });
});
