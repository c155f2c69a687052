import type { Tier } from '../../model/client.ts';
import { pointIn } from './places.ts';
import { randomOf, type Random } from './random.ts';
import type { Contact, WorldClient } from './world.ts';

const DAY = 86_400_000;
type Row = readonly [name: string, domain: string, tier: Tier, towns: readonly string[], note?: string];

/** Twenty-four typical clients of an MSP in the Thames Valley, four of them across the Atlantic. */
const ROWS: readonly Row[] = [
  [
    'Harlow & Finch Solicitors',
    'harlowfinch.example',
    'gold',
    ['Reading', 'Oxford'],
    'Court deadlines: ask before restarting anything.',
  ],
  [
    'Thames Valley Dental Group',
    'tvdental.example',
    'gold',
    ['Slough', 'Windsor', 'Maidenhead'],
    'Surgery rooms only between patients.',
  ],
  [
    'Brightwater Logistics',
    'brightwater.example',
    'gold',
    ['Bracknell', 'Basingstoke'],
    'Warehouse gate: ring 01344 first.',
  ],
  ['Kestrel Aerospace Components', 'kestrel-aero.example', 'gold', ['Farnborough'], 'Escort needed on the shop floor.'],
  ['Northgate Wealth', 'northgatewealth.example', 'gold', ['New York']],
  [
    'Oakridge Primary Trust',
    'oakridgetrust.example',
    'silver',
    ['Wokingham', 'Reading', 'Bracknell'],
    'DBS-checked technicians only on site.',
  ],
  ['Pemberton Estate Agents', 'pembertonhomes.example', 'silver', ['Henley', 'Marlow']],
  ['Castle Brewing Co', 'castlebrewing.example', 'silver', ['Windsor']],
  ['Mullen Architects', 'mullen-arch.example', 'silver', ['Oxford']],
  ['Fairmead Veterinary', 'fairmeadvets.example', 'silver', ['Newbury', 'Thatcham']],
  [
    'Vogel Präzisionstechnik UK',
    'vogel-uk.example',
    'silver',
    ['Slough'],
    'Head office in Stuttgart writes in German.',
  ],
  ['Lakeside Hospitality', 'lakesidehotels.example', 'silver', ['Bourne End', 'Reading']],
  ['Carver & Stone Accountants', 'carverstone.example', 'silver', ['Guildford']],
  ['Beacon Hill Interiors', 'beaconhill.example', 'silver', ['Boston']],
  ['Greenline Recycling', 'greenline.example', 'bronze', ['Basingstoke']],
  ['Quill Translation Bureau', 'quill.example', 'bronze', ['Reading']],
  ['Ashdown Garden Centres', 'ashdown.example', 'bronze', ['Ascot', 'Bracknell']],
  ['Petrov Imports', 'petrovimports.example', 'bronze', ['Hayes']],
  [
    'Sunrise Care Homes',
    'sunrisecare.example',
    'bronze',
    ['Maidenhead', 'Slough'],
    'Night shift: call the duty phone.',
  ],
  ['Meridian Print & Sign', 'meridianprint.example', 'bronze', ['Reading']],
  ['Hudson Street Coffee', 'hudsonstreet.example', 'bronze', ['New York']],
  ['Wellspring Charity', 'wellspring.example', 'bronze', ['Oxford']],
  ['Tidewater Marine Supply', 'tidewater.example', 'none', ['Boston']],
  ['Rook & Partners', 'rookpartners.example', 'none', ['Twyford'], 'No agreement: time and materials.'],
];

const FIRST = [
  'Olivia',
  'George',
  'Amara',
  'Noah',
  'Isla',
  'Arjun',
  'Freya',
  'Oliver',
  'Mei',
  'Jack',
  'Leila',
  'Harry',
  'Zofia',
  'Samuel',
  'Nadia',
  'Callum',
  'Ruth',
  'Ibrahim',
  'Poppy',
  'Daniel',
  'Yusuf',
  'Margaret',
  'Owen',
  'Chloe',
];
const LAST = [
  'Hughes',
  'Patel',
  'Walsh',
  'Novak',
  'Bennett',
  'Khan',
  'Fletcher',
  'O’Brien',
  'Mbeki',
  'Chapman',
  'Rossi',
  'Turner',
  'Lindgren',
  'Shaw',
  'Doyle',
  'Nguyen',
  'Barker',
  'Stone',
  'Vasquez',
  'Holt',
  'Ferreira',
  'Grant',
  'Ivanova',
  'Pryce',
];
const GERMAN = ['Jürgen Vogel', 'Sabine Krüger', 'Matthias Böhm', 'Anke Lorenz'];
const JOBS = [
  'Office manager',
  'Accounts',
  'Reception',
  'Operations',
  'HR',
  'Sales',
  'Warehouse',
  'Assistant',
  'Team lead',
];
const BOSSES = ['Managing director', 'Partner', 'Finance director', 'Practice owner'];

/**
 * The clients and their contacts. Their share of work follows Zipf's law with exponent 0.8: a few clients write most
 * tickets.
 */
export function clients(seed: number, now: number, technicians: readonly string[]): readonly WorldClient[] {
  return ROWS.map(([name, domain, tier, towns, note], index) => {
    const random = randomOf(seed, 'client', domain);
    const american = towns.some((town) => town === 'New York' || town === 'Boston');
    const timeZone = american ? 'America/New_York' : 'Europe/London';
    const sites = towns.map((town) => ({
      name: town,
      address: `${1 + random.below(180)} ${random.pick(STREETS)}, ${town}`,
      timeZone,
      point: pointIn(town, seed, domain),
    }));
    const preferred = tier === 'gold' ? [random.pick(technicians)] : [];
    const ends = agreementEnd(index, random, now);
    return {
      name,
      domain,
      tier,
      sites,
      contacts: contacts(random, domain, tier === 'gold' ? 8 : 5, towns.length),
      preferred,
      weight: 1 / (index + 1) ** 0.8,
      ...(tier === 'none' ? {} : { agreementEnds: ends }),
      ...(note === undefined ? {} : { note }),
    };
  });
}

const STREETS = [
  'High Street',
  'Station Road',
  'Mill Lane',
  'Kings Road',
  'Bridge Street',
  'Park Avenue',
  'Unit 4, Trade Park',
];

/**
 * Most agreements end within the next 90 to 590 days. Greenline's ended three weeks ago, and Ashdown Garden Centres'
 * ends next week.
 */
function agreementEnd(index: number, random: Random, now: number): number {
  if (index === 14) return now - 21 * DAY;
  if (index === 16) return now + 7 * DAY;
  return now + (90 + random.below(500)) * DAY;
}

function contacts(random: Random, domain: string, count: number, sites: number): readonly Contact[] {
  const names = new Set<string>(domain.startsWith('vogel') ? GERMAN : []);
  while (names.size < count) names.add(`${random.pick(FIRST)} ${random.pick(LAST)}`);
  return [...names].map((name, index) => {
    const vip = index === 0;
    return {
      name,
      mail: `${name
        .toLowerCase()
        .normalize('NFD')
        .replace(/[^a-z ]/g, '')
        .replace(' ', '.')}@${domain}`,
      vip,
      job: vip ? random.pick(BOSSES) : random.pick(JOBS),
      phone: `01632 960${String(random.below(1_000)).padStart(3, '0')}`,
      site: random.below(sites),
    };
  });
}
