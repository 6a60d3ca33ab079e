/** Texts as they stand in XML. */

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A parser would make a line feed of it.
  '\r': '&#xD;',
};

/** A text between tags or in an attribute. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"\r]/g, (character) => references[character] ?? '');

/** The characters that XML 1.0 has no place for, not even as a reference. */
const forbidden = /[\0-\x08\v\f\x0E-\x1F\uFFFE\uFFFF]/gu;

/**
 * A document with the characters that XML cannot hold as references, e.g. `&#x1;`: not well-formed either, but what
 * .NET's own writer sends for a text that has them.
 */
export const withReferences = (xml: string): string =>
  xml.replaceAll(
    forbidden,
    (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`,
  );

/** True for a text that XML 1.0 can hold. */
export const isXmlText = (text: string): boolean => text.search(forbidden) < 0;
