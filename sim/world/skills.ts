import type { Category } from '../../model/triage.ts';

/** The skill each kind of work needs, by the names that triage/categories.ts uses (a test compares them). */
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
