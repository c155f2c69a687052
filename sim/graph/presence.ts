import { z } from 'zod';
import { badRequest, ok, Refusal, type Handler } from './answer.ts';
import { lowerKeys, read } from './bodies.ts';
import { context } from './listing.ts';
import type { GraphState } from './state.ts';

/** https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid */
const MOST = 650;
const body = z.strictObject({ ids: z.array(z.string()) });

/** People's current presence in Teams, by Entra id, never by address. */
export function presenceResource(state: GraphState): Readonly<Record<'many' | 'one' | 'list', Handler>> {
  const presence = (id: string) => {
    const user = state.users.get(id.toLowerCase());
    const replies = user?.automaticReplies;
    const now = state.clock.now();
    const away =
      replies?.status === 'alwaysEnabled' ||
      (replies?.status === 'scheduled' && replies.start <= now && now < replies.end);
    return {
      id,
      // A person unknown to Teams is not an error.
      availability: user?.presence.availability ?? 'PresenceUnknown',
      activity: user?.presence.activity ?? 'PresenceUnknown',
      statusMessage: null,
      outOfOfficeSettings: { message: away ? 'Out of office' : '', isOutOfOffice: away },
      workLocation: null,
      sequenceNumber: null,
    };
  };
  return {
    many: (call) => {
      const { ids } = read(body, lowerKeys(call.body), 'getPresencesByUserId');
      if (ids.length === 0 || ids.length > MOST) throw badRequest(`Between 1 and ${MOST} user ids are expected.`);
      const wrong = ids.find((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
      if (wrong !== undefined) throw badRequest(`'${wrong}' is not a user id.`);
      return ok({ '@odata.context': context(call), value: ids.map(presence) });
    },
    one: (call) => {
      const user = state.userOf(call.params['user'] ?? '');
      if (!user) throw new Refusal(404, 'NotFound', 'User not found.');
      return ok({ '@odata.context': context(call), ...presence(user.id) });
    },
    list: (call) =>
      ok({ '@odata.context': context(call), value: [...state.users.values()].map((user) => presence(user.id)) }),
  };
}
