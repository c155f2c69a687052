import type { CategoryRow } from '../category-row.ts';
import { ACCESS } from './access.ts';
import { APPLICATION } from './application.ts';
import { BACKUP } from './backup.ts';
import { EMAIL } from './email.ts';
import { HARDWARE } from './hardware.ts';
import { NETWORK } from './network.ts';
import { ONBOARDING } from './onboarding.ts';
import { PRINTING } from './printing.ts';
import { PROCUREMENT } from './procurement.ts';
import { SECURITY } from './security.ts';
import { SERVER } from './server.ts';
import { TELEPHONY } from './telephony.ts';
import { UNCLEAR } from './unclear.ts';

/** The kinds of work; of two that score the same, the one further up is believed. */
export const CATEGORY_ROWS: readonly CategoryRow[] = [
  SECURITY,
  BACKUP,
  PRINTING,
  TELEPHONY,
  ONBOARDING,
  PROCUREMENT,
  NETWORK,
  SERVER,
  EMAIL,
  ACCESS,
  APPLICATION,
  HARDWARE,
  UNCLEAR,
];
