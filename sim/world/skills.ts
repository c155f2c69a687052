import type { Category } from '../../model/triage.ts';

/**
 * The skill that each category of work needs in this world. The names must match those in triage/, or the demo's skill
 * matrix would not fit. sim/ cannot import triage/, so test/sim compares the two.
 */
export const SKILL_OF: Readonly<Record<Category, string>> = {
  access: 'Microsoft 365',
  email: 'Microsoft 365',
  hardware: 'Hardware',
  network: 'Networking',
  printing: 'Printing',
  security: 'Security',
  server: 'Windows Server',
  backup: 'Backup',
  application: 'Application support',
  telephony: 'Telephony',
  onboarding: 'Microsoft 365',
  procurement: 'Hardware',
  unclear: 'Hardware',
};
