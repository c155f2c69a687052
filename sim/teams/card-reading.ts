import type { Json } from './state.ts';

/** An action of a card, with the inputs that are sent when it is pressed. */
export interface CardAction {
  readonly type: string;
  readonly title: string;
  readonly verb?: string;
  readonly id?: string;
  readonly url?: string;
  readonly data: Json;
  /** True for `data.msteams.type = task/fetch`: Teams opens a dialog instead of sending a message. */
  readonly opensDialog: boolean;
  readonly inputs: readonly CardInput[];
}

export interface CardInput {
  readonly id: string;
  readonly value: unknown;
  readonly required: boolean;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** All actions of a card in reading order, including those inside expandable cards. */
export function actionsOf(card: Json): CardAction[] {
  const found: CardAction[] = [];
  walk(card, [], found);
  return found;
}

/** All text that a person can read on a card, one piece per line. */
export function wordsOf(card: Json): string {
  const words: string[] = [];
  const collect = (value: unknown) => {
    if (Array.isArray(value)) {
      value.forEach(collect);
      return;
    }
    if (!isJson(value)) return;
    if (value['type'] === 'RichTextBlock' && Array.isArray(value['inlines'])) {
      words.push(value['inlines'].map((run) => (isJson(run) ? text(run['text']) : text(run))).join(''));
      return;
    }
    for (const key of ['text', 'label', 'title', 'value', 'altText', 'placeholder']) {
      const word = text(value[key]);
      // The value of a fact is visible text; the value of a choice or an input is not.
      if (word !== '' && (key !== 'value' || (value['title'] !== undefined && value['type'] === undefined)))
        words.push(word);
    }
    for (const [key, inner] of Object.entries(value)) {
      if (!['data', 'fallback', 'refresh', 'msteams', 'choices'].includes(key)) collect(inner);
    }
  };
  collect(card);
  return words.join('\n');
}

/**
 * An action sends the inputs of its own card and of the enclosing cards, not those of an expandable sibling:
 * https://learn.microsoft.com/adaptive-cards/authoring-cards/input-validation
 */
function walk(card: Json, around: readonly CardInput[], found: CardAction[]): void {
  const inputs = [...around, ...inputsOf(card['body'])];
  const visit = (value: unknown) => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (!isJson(value)) return;
    const type = text(value['type']);
    if (type === 'Action.ShowCard' && isJson(value['card'])) {
      found.push(read(value, []));
      walk(value['card'], inputs, found);
      return;
    }
    if (type.startsWith('Action.')) {
      found.push(read(value, value['associatedInputs'] === 'none' ? [] : inputs));
      return;
    }
    for (const [key, inner] of Object.entries(value)) if (key !== 'fallback' && key !== 'refresh') visit(inner);
  };
  visit(card['body']);
  visit(card['actions']);
}

function inputsOf(body: unknown): CardInput[] {
  if (Array.isArray(body)) return body.flatMap(inputsOf);
  if (!isJson(body)) return [];
  const type = text(body['type']);
  if (type.startsWith('Action.')) return [];
  if (type.startsWith('Input.')) {
    return [{ id: text(body['id']), value: body['value'], required: body['isRequired'] === true }];
  }
  return Object.entries(body).flatMap(([key, inner]) => (key === 'fallback' ? [] : inputsOf(inner)));
}

function read(action: Json, inputs: readonly CardInput[]): CardAction {
  const data = isJson(action['data']) ? action['data'] : {};
  const msteams = data['msteams'];
  return {
    type: text(action['type']),
    title: text(action['title']),
    data,
    opensDialog: isJson(msteams) && msteams['type'] === 'task/fetch',
    inputs,
    ...(typeof action['verb'] === 'string' ? { verb: action['verb'] } : {}),
    ...(typeof action['id'] === 'string' ? { id: action['id'] } : {}),
    ...(typeof action['url'] === 'string' ? { url: action['url'] } : {}),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
