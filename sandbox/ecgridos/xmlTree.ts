/** Reads XML strictly, by XML 1.0 and its namespaces, into plain elements. Shares nothing with the library’s reading. */
import { SaxesParser } from 'saxes';

/** One element. */
export type XmlElement = {
  /** Namespace; empty for none. */
  readonly uri: string;
  readonly local: string;
  /** Names of its attributes as they are written, without the declarations of namespaces. */
  readonly attributes: readonly string[];
  readonly children: readonly XmlElement[];
  /** Its own text, sections of CDATA included, without that of its children. */
  readonly text: string;
};

/** Text that is not XML, or has a document type; the message says where. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const xmlnsUri = 'http://www.w3.org/2000/xmlns/';

type Growing = { -readonly [Field in keyof XmlElement]: XmlElement[Field] } & {
  readonly children: Growing[];
};

const newElement = (uri: string, local: string, attributes: readonly string[]): Growing => ({
  uri,
  local,
  attributes,
  children: [],
  text: '',
});

/**
 * Reads a whole document.
 * @throws {XmlError}
 */
export const readXml = (xml: string): XmlElement => {
  const parser = new SaxesParser({ xmlns: true });
  const document = newElement('', '', []);
  const open: Growing[] = [document];
  const addText = (text: string): void => {
    const last = open.at(-1);
    if (last !== undefined) last.text += text;
  };
  parser.on('error', ({ message }) => {
    throw new XmlError(message);
  });
  parser.on('doctype', () => {
    throw new XmlError('a document type is not allowed');
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const names = Object.values(attributes).filter((attribute) => attribute.uri !== xmlnsUri);
    const element = newElement(
      uri,
      local,
      names.map(({ name }) => name),
    );
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  const [root] = document.children;
  if (root === undefined) throw new XmlError('there is no element');
  return root;
};
