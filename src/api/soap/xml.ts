/**
 * XML as ECGridOS speaks it: elements, namespaces and text. Read by a strict parser that knows no entity beyond the five
 * of XML itself; document types and processing instructions, which no answer of ECGridOS has, are errors.
 */
import { escapeUTF8 } from 'entities/escape';
import { SaxesParser } from 'saxes';
import type { SaxesTagNS } from 'saxes';
import { notEcgrid } from '../reader.ts';

/** An element that was read. */
export type XmlElement = {
  /** Without a prefix. */
  readonly name: string;
  /** Its namespace; `''` = none. */
  readonly namespace: string;
  /** True for `xsi:nil="true"`: there is no value. */
  readonly isNil: boolean;
  /** Its own text, CDATA included, without that of its children. */
  readonly text: string;
  readonly children: readonly XmlElement[];
};

/** An element whose end has not come yet. */
type OpenElement = { -readonly [Field in keyof XmlElement]: XmlElement[Field] } & { children: OpenElement[] };

/** A list of users has six levels, and nothing of ECGridOS has more than a few beyond. */
const deepest = 32;
/** As many users as the largest answer can hold have fewer. */
const mostElements = 1_000_000;

const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

const isNil = ({ attributes }: SaxesTagNS): boolean =>
  Object.values(attributes).some(
    ({ uri, local, value }) => uri === schemaInstance && local === 'nil' && /^\s*(true|1)\s*$/.test(value),
  );

/**
 * Reads an XML document.
 * @param status HTTP status, for the message
 * @returns its root
 * @throws {EcgridError} `notEcgrid` for whatever is no well-formed XML in UTF-8, is nested too deeply or has too many
 * elements, or has a document type or a processing instruction
 */
export const parseXml = (text: string, status: number): XmlElement => {
  const refuse = (what: string): never => {
    throw notEcgrid(what, status);
  };
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let count = 0;
  parser.on('error', () => refuse('its XML is broken'));
  parser.on('doctype', () => refuse('its XML brings a document type'));
  parser.on('processinginstruction', () => refuse('its XML brings processing instructions'));
  parser.on('xmldecl', ({ encoding = 'utf-8' }) => {
    if (!/^(utf-8|us-ascii)$/i.test(encoding)) refuse('its XML is not in UTF-8');
  });
  parser.on('opentag', (tag) => {
    count += 1;
    if (open.length === deepest) refuse('its XML is nested too deeply');
    if (count > mostElements) refuse('its XML has too many elements');
    const element: OpenElement = {
      name: tag.local,
      namespace: tag.uri,
      isNil: isNil(tag),
      text: '',
      children: [],
    };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  const add = (more: string): void => {
    const element = open.at(-1);
    if (element) element.text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return root ?? refuse('its XML has no element');
};

/** The first child with a name, whatever its namespace. */
export const childOf = ({ children }: XmlElement, name: string): XmlElement | undefined =>
  children.find((child) => child.name === name);

/** The text of an element that holds nothing else; undefined where it has children, or is nil. */
export const textOf = (element: XmlElement | undefined): string | undefined =>
  element === undefined || element.isNil || element.children.length > 0 ? undefined : element.text;

/** What XML 1.0 has no way to write, not even as a reference. */
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;

/** True for a text that an XML document can hold. */
export const isWritable = (text: string): boolean => !unwritable.test(text);

/**
 * A text as the content of an element. Readers make line feeds of carriage returns, unless they are references.
 * @param text {@link isWritable}
 */
export const escapeXml = (text: string): string => escapeUTF8(text).replaceAll('\r', '&#13;');
