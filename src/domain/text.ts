/** Texts from elsewhere among our own. Imports nothing, so that activation can afford it. */

/** Breaks the line, is not seen, or turns the text after it around, an arrow between two values included. */
const unruly = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+/gu;

/** A text that cannot look like more than one line, nor turn around what follows it. */
export const onOneLine = (text: string): string => text.replace(unruly, ' ');
