/** HTML that may be sent: whatever was put into it has been escaped, or was such HTML itself. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a template: text is escaped, HTML stays, lists are joined, nothing stays nothing. */
export type HtmlPart = string | number | Html | undefined | false | readonly HtmlPart[];

/**
 * HTML as a template, escaped where text is put in, so that forgetting it is not possible. Attributes are written with
 * double quotes; addresses of links need a check of their own, since `javascript:` needs no escaping.
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
