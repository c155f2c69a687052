/**
 * The Markdown subset of Teams cards: bold, italic, links, lists. Everything is escaped first, and links may only be
 * http(s) or mailto, so that a client's text cannot become anything else.
 */
export function safeMarkdown(text) {
  const lines = text.split(/\r?\n/);
  const out = [];
  let list;
  for (const line of lines) {
    const item = /^\s*(?:[-*+]|(\d+)\.)\s+(.*)$/.exec(line);
    if (!item) {
      if (list) out.push(`</${list}>`);
      list = undefined;
      out.push(line.trim() === '' ? '' : `<p>${inline(line)}</p>`);
      continue;
    }
    const kind = item[1] ? 'ol' : 'ul';
    if (list !== kind) {
      if (list) out.push(`</${list}>`);
      out.push(kind === 'ol' ? `<ol start="${Number(item[1])}">` : '<ul>');
      list = kind;
    }
    out.push(`<li>${inline(item[2])}</li>`);
  }
  if (list) out.push(`</${list}>`);
  return out.join('');
}

const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** A placeholder for an escaped character while emphasis is parsed; removed from the input first. */
const MARK = '\u{e000}';

function inline(text) {
  const kept = [];
  const keep = (html) => `${MARK}${kept.push(html) - 1}${MARK}`;
  const escaped = text
    .replaceAll(MARK, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!~])/g, (_all, sign) => keep(escape(sign)))
    .replace(/[&<>"']/g, escape);
  return escaped
    .replace(/\[([^\][]+)\]\(((?:https?:\/\/|mailto:)[^\s()]+)\)/g, (_all, words, url) => {
      return `${keep(`<a href="${url}" target="_blank" rel="noopener noreferrer">`)}${words}${keep('</a>')}`;
    })
    .replace(/\*\*(?=\S)(.+?)(?<=\S)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^\w*])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])/g, '$1<em>$2</em>')
    .replace(new RegExp(`${MARK}(\\d+)${MARK}`, 'g'), (_all, index) => kept[Number(index)]);
}

function escape(sign) {
  return ESCAPES[sign] ?? sign;
}
