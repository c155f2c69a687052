import { ACCENT } from './icons.ts';

/** The newest schema that all current Teams clients accept and that @microsoft/app-manifest can check offline. */
const MANIFEST_VERSION = '1.22';

/** The values in the manifest that depend on this installation. */
export interface AppIdentity {
  /**
   * The Azure Bot's Microsoft App ID. It is also the app's id in the catalogue, so that an upgrade replaces the
   * existing app.
   */
  readonly appId: string;
  /** https, without a path. The server's root page is the app's website and contains its privacy text. */
  readonly publicUrl: string;
  /** `1.2.3`; Teams accepts an upgrade only with a higher version. */
  readonly version: string;
}

/** Commands that people can type (desk/chat/inbound.ts). Teams allows 12 per list; keep titles within 32 characters. */
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
 * The Teams app manifest. Scopes: `personal` for offers, `team` for the dispatch channel; no group chats, because no
 * card is sent there. It needs no resource-specific permissions or web domains: the bot is mentioned, it looks up only
 * members it serves, and dialogs are cards.
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
