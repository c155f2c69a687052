/** HTML that is safe to send: everything inserted into it was escaped or was such HTML itself. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What a template accepts: text is escaped, HTML is kept, lists are joined, undefined adds nothing. */
export type HtmlPart = string | number | Html | undefined | false | readonly HtmlPart[];

/**
 * Builds HTML from a template and escapes inserted text, so that escaping cannot be forgotten. Write attributes with
 * double quotes. Addresses of links need a separate check, because escaping does not stop `javascript:`.
 *
 * @example html`<p title="${title}">${words}</p>`
 */
export function html(literal: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(literal.reduce((made, text, i) => `${made}${written(parts[i - 1])}${text}`));
}

function written(part: HtmlPart): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(written).join('');
  return String(part).replace(/[&<>"'`]/g, (c) => `&#${c.charCodeAt(0)};`);
}
