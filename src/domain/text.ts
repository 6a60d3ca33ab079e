/** Texts from elsewhere among our own. Imports nothing, so that activation can afford it. */

/** Breaks the line, is not seen, or turns the text after it around, an arrow between two values included. */
const unruly = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+/gu;

/** A text that cannot look like more than one line, nor turn around what follows it. */
export const onOneLine = (text: string): string => text.replace(unruly, ' ');

/**
 * A text of at most so many characters (UTF-16 code units). Of a longer one the beginning and the end are left: a
 * sentence about a login of any length still says what it says.
 */
export const shortened = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const head = Math.ceil((most - 1) / 2);
  // No half of a pair is left at the cut.
  const beginning = text.slice(0, head).replace(/[\ud800-\udbff]$/, '');
  const end = text.slice(text.length - (most - 1 - head)).replace(/^[\udc00-\udfff]/, '');
  return `${beginning}…${end}`;
};

const fromRightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A text that stays to the right of another one on the same line: where both are written from right to left, they would
 * change places. It begins with a mark that is not seen where that is needed.
 */
export const toTheRightOf = (other: string, text: string): string =>
  fromRightToLeft.test(other) ? `\u200e${text}` : text;

/** More than a name of anybody; a row, a title or an entry is no place for more. */
const longestCaption = 250;

/** A text from elsewhere as the caption of a row, an entry or a page: on one line, and of a length that can be shown. */
export const caption = (text: string): string => shortened(onOneLine(text), longestCaption);

/** A text as it is looked for: letter case and accents aside, as people type. */
export const folded = (text: string): string => {
  // Capitals, since a small sigma is another letter at the end: a part of a login would not be found in the whole.
  const upper = text.toUpperCase();
  // Most logins have nothing to take off, and that is quick to see.
  return /^[ -~\n]*$/u.test(upper) ? upper : upper.normalize('NFD').replace(/\p{Mn}/gu, '');
};

/** The words of what somebody typed, {@link folded}; every one of them has to be found. */
export const wordsOf = (text: string): readonly string[] => folded(text).split(/\s+/u).filter(Boolean);
