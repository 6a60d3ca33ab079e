/** What a broken or hostile service makes of an answer in XML; each takes a sound answer and spoils it. */
import type { Answer, StreamAnswer, TextAnswer } from '../answer.ts';
import { namespace } from './table.ts';

const endOfBody = '</soap:Body>';

/** True for a SOAP message, be it a result or a fault. */
export const isXml = (answer: Answer): answer is TextAnswer =>
  answer.kind === 'text' && answer.text.includes(endOfBody);

/** The first value between two tags. */
const firstValue = />([^<>]+)</;

/** Puts a document type after the XML declaration, and a reference in the place of the first value. */
const withEntity = (answer: TextAnswer, declarations: string, reference: string): TextAnswer => ({
  ...answer,
  text: answer.text
    .replace('?>', () => `?><!DOCTYPE soap:Envelope [${declarations}]>`)
    .replace(firstValue, () => `>${reference}<`),
});

/** A hundred million laughs: nine entities, each ten times the one before it. */
export const withEntityBomb = (answer: TextAnswer): TextAnswer => {
  const levels = Array.from({ length: 9 }, (_, level) =>
    level === 0 ? '<!ENTITY lol0 "lol">' : `<!ENTITY lol${level} "${`&lol${level - 1};`.repeat(10)}">`,
  );
  return withEntity(answer, levels.join(''), '&lol8;');
};

/** An entity that stands for another document: at `location`, or a file of the machine that reads it. */
export const withExternalEntity = (
  answer: TextAnswer,
  { location = 'file:///etc/hostname' }: { readonly location?: string | undefined },
): TextAnswer => withEntity(answer, `<!ENTITY outside SYSTEM "${location}">`, '&outside;');

const depth = 100_000;

/** Elements in elements, more than a stack has room for. */
export const withDeepElements = (answer: TextAnswer): TextAnswer => ({
  ...answer,
  text: answer.text.replace(endOfBody, `${'<x>'.repeat(depth)}${'</x>'.repeat(depth)}${endOfBody}`),
});

const megabyte = 1024 * 1024;

const hugePieces = function* (text: string, megabytes: number): Generator<string, void> {
  const end = text.indexOf(endOfBody);
  const filling = `<x>${'x'.repeat(megabyte - 7)}</x>`;
  yield text.slice(0, end);
  for (let sent = 0; sent < megabytes; sent += 1) yield filling;
  yield text.slice(end);
};

/** Well-formed, and longer than anybody wants to read. */
export const withoutEnd = (
  { status, headers, text }: TextAnswer,
  { megabytes = 100 }: { readonly megabytes?: number | undefined },
): StreamAnswer => ({ kind: 'stream', status, headers, pieces: () => hugePieces(text, megabytes) });

/** In the namespace that some guide pages print. */
export const inWrongNamespace = (answer: TextAnswer): TextAnswer => ({
  ...answer,
  text: answer.text.replaceAll(namespace, 'http://www.ecgridos.net/'),
});

const literal: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
};

const section = (characters: readonly string[]): string =>
  `<![CDATA[${characters.join('').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

/** A value in two sections; references to characters, which have no meaning in a section, stay between them. */
const inSections = (value: string): string =>
  value
    .split(/(&#[^;]+;)/)
    .map((part) => {
      if (part === '' || part.startsWith('&#')) return part;
      const characters = Array.from(part.replaceAll(/&\w+;/g, (reference) => literal[reference] ?? ''));
      const middle = Math.floor(characters.length / 2);
      return section(characters.slice(0, middle)) + section(characters.slice(middle));
    })
    .join('');

/** The same answer, with every value in sections of CDATA. */
export const withCdata = (answer: TextAnswer): TextAnswer => ({
  ...answer,
  text: answer.text.replaceAll(/>([^<>]+)</g, (_match, value: string) => `>${inSections(value)}<`),
});

/** The middle one of all UserIDs is no number. */
export const withSpoiledId = (answer: TextAnswer): TextAnswer => {
  const parts = answer.text.split(/(?<=<UserID>)\d+/);
  const ids = answer.text.match(/(?<=<UserID>)\d+/g) ?? [];
  const middle = Math.floor(ids.length / 2);
  const spoiled = ids.map((id, index) => (index === middle ? 'not-a-number' : id));
  return { ...answer, text: parts.map((part, index) => part + (spoiled[index] ?? '')).join('') };
};
