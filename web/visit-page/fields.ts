import type { ClientWords } from '../../desk/client-messages/index.ts';
import type { ClientMistake, ClientQuestion } from '../../model/client-page.ts';
import { html, type Html } from '../../model/html.ts';

/** What a form shows again after a mistake: the reader's input and the mistakes. */
export interface FormState {
  readonly words: ClientWords;
  readonly typed: Readonly<Record<string, string>>;
  readonly mistakes: readonly ClientMistake[];
}

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
  /** The maximum length in characters. */
  readonly most: number;
  readonly as: 'line' | 'lines' | 'phone' | 'mails' | readonly string[];
}

/**
 * The id of a field, the target of links in the list of mistakes. Sanitised, because the names of questions are
 * external input.
 */
export function fieldId(name: string): string {
  return name.replace(/[^\w-]/g, '_');
}

/** A field with its label, hint and error, linked by ARIA attributes for screen readers. */
export function field(one: Field, { words, typed, mistakes }: FormState): Html {
  const { name, label, hint, required } = one;
  const id = fieldId(name);
  const wrong = mistakes.find((mistake) => mistake.field === name);
  const notes = [...(hint === undefined ? [] : [`${id}-hint`]), ...(wrong ? [`${id}-wrong`] : [])];
  const described = notes.length > 0 && html` aria-describedby="${notes.join(' ')}"`;
  const attributes = html`id="${id}"
  name="${name}"${required && html` aria-required="true"`}${wrong && html` aria-invalid="true"`}${described}`;
  return html`<div class="field">
    <label for="${id}">${label}${!required && html` <span class="optional">(${words.page.optional})</span>`}</label>
    ${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}${wrong && html`<p class="wrong" id="${id}-wrong">${words.page.mistake[wrong.why]}</p>`}
    ${control(one, attributes, typed[name] ?? '', words.page)}
  </div>`;
}

function control({ as, most }: Field, attributes: Html, value: string, words: ClientWords['page']): Html {
  switch (as) {
    case 'lines':
      // Browsers drop the first line break after the tag, so add one to keep the text's own.
      return html`<textarea ${attributes} maxlength="${most}" rows="3">${`\n${value}`}</textarea>`;
    case 'line':
      return html`<input ${attributes} type="text" maxlength="${most}" value="${value}" />`;
    case 'phone':
      return html`<input ${attributes} type="tel" autocomplete="tel" maxlength="${most}" value="${value}" />`;
    case 'mails':
      return html`<input
        ${attributes}
        type="text"
        inputmode="email"
        autocapitalize="none"
        spellcheck="false"
        maxlength="${most}"
        value="${value}"
      />`;
    default: {
      const options = as.map(
        (option) => html`<option value="${option}" ${option === value && html` selected`}>${option}</option>`,
      );
      return html`<select ${attributes}>
        <option value="">${words.pick}</option>
        ${options}
      </select>`;
    }
  }
}

/** An MSP's question as a field: a select when it has options, otherwise free text. */
export function questionField({ id, text, required, options }: ClientQuestion, most: number): Field {
  return { name: `answer-${id}`, label: text, required, most, as: options.length > 0 ? options : 'lines' };
}

/** The list of mistakes at the top of the page. It takes the focus, is read aloud, and links to the fields. */
export function mistakeList({ words, mistakes }: FormState, labels: (field: string) => string): Html | false {
  if (mistakes.length === 0) return false;
  const items = mistakes.map(
    ({ field: name, why }) =>
      html`<li><a href="#${fieldId(name)}">${named(labels(name), words.colon)}${words.page.mistake[why]}</a></li>`,
  );
  return html`<div class="mistakes" role="alert" tabindex="-1" autofocus>
    <h2>${words.page.mistakes}</h2>
    <ul>
      ${items}
    </ul>
  </div>`;
}

/** The label in front of its error message. A label that ends in punctuation, such as a question, needs no colon. */
function named(label: string, colon: string): string {
  return /\p{P}$/u.test(label) ? `${label} ` : `${label}${colon}`;
}
