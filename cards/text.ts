/**
 * Makes text of clients and people safe to show: no characters that hide, reorder or fake text, no line breaks, at most
 * `max` characters. Draw it only in a TextRun: docs/platform/teams.md, “A TextRun shows every character as it is”.
 * Reads no more of the input than it may show, so a body of megabytes costs nothing.
 */
export function plain(text: string, max: number): string {
  return cut(
    visible(text.slice(0, max * 4))
      .replace(/\s+/gu, ' ')
      .trim(),
    max,
  );
}

/**
 * Removes what nobody can see: control and direction characters, lone surrogates, stacked accents. The joiners of emoji
 * and Persian words stay. Opening braces are separated, because card renderers fill in `{{DATE(…)}}`.
 */
export function visible(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '')
    .replace(/[\t\n\v\f\r\u2028\u2029]/gu, ' ')
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}]/gu, '')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1')
    .replace(/\{(?=\{)/gu, '{ ');
}

/** Shortens at the end of a word where possible, with an ellipsis. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - 1);
  const space = head.lastIndexOf(' ');
  return `${head.slice(0, space > max * 0.6 ? space : max).replace(/(?:\p{Cs}|\p{Cf}|\p{M}|\s)+$/u, '')}…`;
}

/** Without the symbols that stand for a state on a card: a toast and a screen reader say the word alone. */
export function unsigned(text: string): string {
  return text.replace(/[○●◆▲✓■✕‖]\s+/gu, '');
}

/** A button's title: Teams cuts after about 25 characters. */
export function buttonTitle(text: string): string {
  return plain(text, 25);
}

/** The name used to address somebody: `Ana` for `Ana Silva`. */
export function firstName(name: string): string {
  return plain(name, 40).split(' ')[0] ?? '';
}

/** The address if it is safe, otherwise nothing: a link from outside must not run a script. */
export function safeUrl(url: string): string | undefined {
  if (url.length > 2000) return undefined;
  const parsed = URL.parse(url);
  return parsed && (parsed.protocol === 'https:' || parsed.protocol === 'http:') ? parsed.href : undefined;
}
