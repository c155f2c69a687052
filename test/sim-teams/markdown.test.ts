import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

// The page's modules are plain JavaScript without types.
const path = '../../sim/teams/page/markdown.js';
const { safeMarkdown } = (await import(path)) as { safeMarkdown: (text: string) => string };

describe('card Markdown', () => {
  test.each([
    ['plain text', 'a & b <c>', '<p>a &amp; b &lt;c&gt;</p>'],
    ['bold and italic', '**now**, _soon_ and *later*', '<p><strong>now</strong>, <em>soon</em> and <em>later</em></p>'],
    ['marks within words', 'snake_case_name 2*3*4', '<p>snake_case_name 2*3*4</p>'],
    [
      'a link',
      '[Halo](https://halo.example/t?id=1&x=2)',
      '<p><a href="https://halo.example/t?id=1&amp;x=2" target="_blank" rel="noopener noreferrer">Halo</a></p>',
    ],
    ['a javascript link', '[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    [
      'a quoted attribute',
      '[x](https://a.example/"onmouseover="y)',
      '<p><a href="https://a.example/&quot;onmouseover=&quot;y" target="_blank" rel="noopener noreferrer">x</a></p>',
    ],
    ['escaped characters', '\\[x\\](https://a.example) \\*\\*', '<p>[x](https://a.example) **</p>'],
    ['lists', '- one\n- two\n1. first', '<ul><li>one</li><li>two</li></ul><ol start="1"><li>first</li></ol>'],
    ['HTML tags', '<img src=x onerror=alert(1)>', '<p>&lt;img src=x onerror=alert(1)&gt;</p>'],
  ])('renders %s', (_name, text, html) => {
    expect(safeMarkdown(text)).toBe(html);
  });

  test('never outputs a foreign tag, attribute or address', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '[',
      ']',
      '(',
      ')',
      '*',
      '_',
      '\\',
      '\n',
      '- ',
      'https://',
      'javascript:',
      'onload=',
      '\u{e000}',
      '0',
      'a',
      ' ',
    );
    const text = fc
      .array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 40 })
      .map((parts) => parts.join(''));
    const allowed =
      /<\/?(p|strong|em|ul|li|ol)>|<ol start="\d+">|<a href="(https?:\/\/|mailto:)[^"<>]*" target="_blank" rel="noopener noreferrer">|<\/a>/g;
    fc.assert(
      fc.property(text, (given) => {
        expect(safeMarkdown(given).replace(allowed, '')).not.toMatch(/[<>"]/);
      }),
      { numRuns: 2_000 },
    );
  });
});
