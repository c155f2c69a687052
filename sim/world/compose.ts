import type { Random } from './random.ts';
import type { TextTemplate } from './texts/template.ts';
import type { Contact, WorldClient } from './world.ts';

const APPS = ['Sage 200', 'AutoCAD', 'StockTrack', 'CaseManager', 'PatientBook', 'PayCloud', 'RoutePlan', 'TillPoint'];
const WHEN = ['11 am', '2 pm', '3 pm', 'half past four', '14:30', 'noon', '10:15', 'the end of the day'];
const NEWCOMERS = [
  'Tessa Lowe',
  'Ravi Menon',
  'Beth Archer',
  'Karol Wójcik',
  'Simon Ellery',
  'Aisha Bello',
  'Hugo Lang',
];

/**
 * Builds a ticket's title and body from a template: fills in names, and adds a mail's greeting, signature and
 * quotation.
 */
export function compose(
  random: Random,
  template: TextTemplate,
  client: WorldClient,
  contact: Contact | undefined,
): { title: string; body: string } {
  const names = namesOf(random, client, contact);
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole);
  const title = fill(template.title);
  const body = fill(template.body);
  if (contact === undefined || template.voice === 'machine' || template.voice === 'bare') return { title, body };
  const german = template.voice === 'german';
  return {
    title: random.chance(0.12) ? `${random.pick(['RE: ', 'Fwd: ', 'AW: '])}${title}` : title,
    body: [
      random.pick(german ? ['Hallo zusammen,', 'Guten Tag,', 'Moin,'] : GREETINGS),
      body,
      signature(random, client, contact, german),
      ...(random.chance(0.15) ? [quotation(random, contact)] : []),
    ].join('\n\n'),
  };
}

function namesOf(random: Random, client: WorldClient, contact: Contact | undefined): Readonly<Record<string, string>> {
  const code = client.domain.slice(0, 3).toUpperCase();
  const number = (most: number) => String(1 + random.below(most)).padStart(2, '0');
  const site = client.sites[contact?.site ?? 0]?.name ?? client.name;
  const others = client.contacts.filter((other) => other !== contact).map((other) => other.name);
  const person = random.pick(others);
  return {
    person,
    colleague: random.pick(random.chance(0.5) ? NEWCOMERS : others.filter((other) => other !== person)),
    device: `${code}-${random.pick(['LT', 'PC'])}-0${number(80)}`,
    printer: `PRN-${site.toUpperCase().replaceAll(' ', '-')}-${number(4)}`,
    server: `${code}-SRV-${number(4)}`,
    site,
    // Each client uses one or two programs.
    app: APPS[(client.domain.length + random.below(2)) % APPS.length] ?? 'StockTrack',
    number: contact?.phone ?? '01632 960000',
    when: random.pick(WHEN),
    domain: client.domain,
  };
}

const GREETINGS = ['Hi,', 'Hi team,', 'Hello,', 'Good morning,', 'Dear support,', 'Hi all,', 'Hiya'];
const FAREWELLS = ['Thanks,', 'Kind regards,', 'Many thanks,', 'Best wishes,', 'Cheers,', 'Thank you in advance'];

function signature(random: Random, client: WorldClient, contact: Contact, german: boolean): string {
  const farewell = german ? 'Mit freundlichen Grüßen' : random.pick(FAREWELLS);
  const [first = contact.name] = contact.name.split(' ');
  if (random.chance(0.25)) return `${farewell}\n${first}`;
  const full = `${farewell}\n${contact.name}\n${contact.job} | ${client.name}\nT: ${contact.phone} | ${contact.mail}`;
  if (random.chance(0.2)) return `${full}\n\nSent from my iPhone`;
  return random.chance(0.4) ? `${full}\n\n${DISCLAIMER}` : full;
}

const DISCLAIMER =
  'This email and any attachments are confidential and intended solely for the addressee. If you have received this ' +
  'email in error please notify the sender and delete it. Please consider the environment before printing this email.';

/** Quoted text below a reply, about an unrelated matter. */
function quotation(random: Random, contact: Contact): string {
  const text = random.pick([
    'Your ticket about the broken monitor has been closed. Please reply if the problem comes back.',
    'We will be carrying out maintenance on Sunday night. No action is needed from you.',
    'Thank you for your call. The password of your mailbox has been reset.',
  ]);
  return `On Tue, 3 Nov 2026 at 09:14, Northwind Service Desk <desk@northwind-msp.example> wrote:\n> Hello ${contact.name},\n>\n> ${text}\n>\n> Northwind Service Desk`;
}
