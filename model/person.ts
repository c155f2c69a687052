/** What a person may do; one person may hold several roles. Only the desk checks them. */
export type Role = 'technician' | 'dispatcher' | 'manager' | 'admin';

/** Where a message goes in Teams. */
export interface Conversation {
  readonly id: string;
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly kind: 'personal' | 'channel';
}

/**
 * One person, joined from the identities in each system. Matched by mail address; a `doubtful` match waits for a
 * human's confirmation and holds no role until then.
 */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly mail?: string;
  /** The PSA's agent id. */
  readonly agentId?: string;
  /** The Entra object id: the only identity that is trusted in an inbound activity. */
  readonly entraId?: string;
  /** The Teams user id (`29:…`), needed for refresh.userIds. */
  readonly teamsId?: string;
  readonly chat?: Conversation;
  readonly roles: readonly Role[];
  readonly timeZone: string;
  readonly language: Language;
  readonly matched: 'mail' | 'manual' | 'doubtful';
  readonly active: boolean;
}

/** The languages that Callboard has words for. */
export type Language = 'en';

export interface PersonName {
  readonly id: string;
  readonly name: string;
}
