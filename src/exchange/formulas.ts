/**
 * Texts that a spreadsheet would carry out: they are written with an apostrophe in front, and read back without.
 * Wider than papaparse's `escapeFormulae`: full-width signs, blanks and invisible characters in front, and what
 * comes to stand at the start of a cell when a spreadsheet takes `;` or a tab for the delimiter.
 * Source: OWASP, “CSV Injection”.
 */

/** Ends a cell, for some spreadsheet in some country; a comma does so for all, and is written between quotes. */
const afterBreak = /(?<=[;\t\r\n])/u;

// What a spreadsheet passes over before it looks at a cell, then the signs that begin a formula, of any width.
const formula = /^[\s\p{C}'"]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u;

/** At the start of a cell a break is a danger by itself: what follows would be looked at without it. */
const cellStart = /^[\s\p{C}'"]*[=+\-@＝＋－＠﹦﹢﹣﹫\t\r\n]/u;

const byPart = (text: string, change: (part: string, danger: RegExp) => string): string =>
  text
    .split(afterBreak)
    .map((part, index) => change(part, index === 0 ? cellStart : formula))
    .join('');

/** The text with an apostrophe wherever a formula could begin; most texts stay as they are. */
export const neutralized = (text: string): string =>
  byPart(text, (part, danger) => (danger.test(part) ? `'${part}` : part));

/** The text that {@link neutralized} was given. A text that it would never write stays as it is. */
export const restored = (text: string): string =>
  byPart(text, (part, danger) => (part.startsWith("'") && danger.test(part.slice(1)) ? part.slice(1) : part));
