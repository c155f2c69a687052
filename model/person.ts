/** What somebody may do; one person may hold several. Checked in the desk and nowhere else. */
export type Role = 'technician' | 'dispatcher' | 'manager' | 'admin';

/** Where a message goes in Teams. */
export interface Conversation {
  readonly id: string;
  readonly serviceUrl: string;
  readonly tenantId: string;
  readonly kind: 'personal' | 'channel';
}

/**
 * One human, joined from what each system calls them. Matched by mail address; `doubtful` ones wait for a
 * human's yes and hold no role until then.
 */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly mail?: string;
  /** The PSA's agent id. */
  readonly agentId?: string;
  /** The Entra object id: the only thing an inbound activity is trusted to say who somebody is. */
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

/** Languages Callboard has words for. */
export type Language = 'en';

export interface PersonName {
  readonly id: string;
  readonly name: string;
}
