/** Small cards for tests of the simulator. */
export type Card = Record<string, unknown>;

export function card(title: string, rest: Record<string, unknown> = {}): Card {
  return { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: title, wrap: true }], ...rest };
}

export function execute(title: string, verb: string, data: Record<string, unknown> = {}): Record<string, unknown> {
  return { type: 'Action.Execute', title, verb, data, associatedInputs: 'none' };
}

export const cardAnswer = (value: Card) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.card.adaptive',
  value,
});

export const messageAnswer = (value: string) => ({
  statusCode: 200,
  type: 'application/vnd.microsoft.activity.message',
  value,
});

export const dialogAnswer = (title: string, content: Card) => ({
  task: {
    type: 'continue',
    value: { title, card: { contentType: 'application/vnd.microsoft.card.adaptive', content } },
  },
});
