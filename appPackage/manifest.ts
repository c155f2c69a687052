import { ACCENT } from './icons.ts';

/** The newest schema that every current Teams client takes and that @microsoft/app-manifest can check offline. */
const MANIFEST_VERSION = '1.22';

/** What the manifest says of this installation. */
export interface AppIdentity {
  /** The Azure Bot's Microsoft App ID; also the app's own id in the catalogue, so that an upgrade finds it. */
  readonly appId: string;
  /** https, without a path: the server's root page is the app's website and holds its privacy words. */
  readonly publicUrl: string;
  /** `1.2.3`; Teams takes an upgrade only when it grows. */
  readonly version: string;
}

/** What people can write without a button (desk/chat/inbound.ts). At most 12 a list; titles at most 32 characters read well. */
const COMMANDS = [
  { title: 'queue', description: 'Show the tickets that nobody has taken' },
  { title: 'pause', description: 'Stop making offers, for everybody' },
  { title: 'resume', description: 'Make offers again' },
  { title: 'trouble', description: 'Show what could not be delivered, to retry or dismiss it' },
  { title: 'visits', description: 'Show all open visits: who waits for whom, who is where today' },
  { title: 'numbers', description: 'Show how visits went in the last 30 days, compared with the 30 before' },
  { title: 'my day', description: 'Show my visits of today, with the way between' },
  { title: 'help', description: 'Say what Callboard does' },
];
const IN_CHANNEL = { title: 'dispatch here', description: 'Make this channel the dispatch channel' };

/**
 * The Teams app manifest. Scopes: `personal` for offers, `team` for the dispatch channel; no group chats, since no
 * card goes there. No resource-specific permissions and no web addresses: a bot that is mentioned, and that fetches
 * members it serves, needs none, and dialogs are cards.
 */
export function manifest(app: AppIdentity): Record<string, unknown> {
  return {
    $schema: `https://developer.microsoft.com/en-us/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
    manifestVersion: MANIFEST_VERSION,
    version: app.version,
    id: app.appId,
    developer: {
      name: 'Callboard contributors',
      websiteUrl: app.publicUrl,
      privacyUrl: `${app.publicUrl}/#privacy`,
      termsOfUseUrl: `${app.publicUrl}/#terms`,
    },
    name: { short: 'Callboard', full: "Callboard, the dispatcher's seat" },
    description: {
      short: 'Says who should take each ticket and why; claim, approve or override in one tap.',
      full:
        "Callboard is the dispatcher's seat of a managed service provider. It reads tickets from the PSA, says what each one " +
        'is, who should take it and why, offers it to that person, and writes the answer back with a note. The dispatch ' +
        'channel shows one card per ticket; your own chat shows what is offered to you.',
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: ACCENT,
    bots: [
      {
        botId: app.appId,
        scopes: ['personal', 'team'],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [
          { scopes: ['personal'], commands: COMMANDS },
          { scopes: ['team'], commands: [...COMMANDS, IN_CHANNEL] },
        ],
      },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [],
  };
}
