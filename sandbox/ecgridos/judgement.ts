/** Judges a message by the table of operations, more strictly than the library: every deviation is refused by name. */
import { invalidParameter } from '../envelope.ts';
import { envelopeUri, notSoap, type SoapMessage } from './message.ts';
import { knownOperation, namespace, operations, type OperationName, type ParameterType } from './table.ts';
import { readValue, type AnyArguments } from './values.ts';
import { XmlError, type XmlElement } from './xmlTree.ts';

/** A message that is as the WSDL says. */
export type Call = { readonly operation: OperationName; readonly values: AnyArguments };

/** Refuses text between elements. */
const withoutText = (element: XmlElement): readonly XmlElement[] => {
  if (element.text.trim() !== '') throw invalidParameter(element.local, 'text between elements');
  return element.children;
};

const isNamed = ({ uri, local }: XmlElement, wantedUri: string, wanted: string): boolean =>
  uri === wantedUri && local === wanted;

/** The one element in the Body of an envelope; a Header may come before it, and is not looked at. */
const contentOf = ({ version, envelope }: SoapMessage): XmlElement => {
  const uri = envelopeUri[version];
  if (envelope instanceof XmlError) throw invalidParameter('body', `not XML: ${envelope.message}`);
  if (!isNamed(envelope, uri, 'Envelope'))
    throw invalidParameter('Envelope', `not in the namespace of SOAP ${version}`);
  const parts = withoutText(envelope);
  const [body, ...more] = parts[0] && isNamed(parts[0], uri, 'Header') ? parts.slice(1) : parts;
  if (body === undefined || !isNamed(body, uri, 'Body') || more.length > 0)
    throw invalidParameter('Envelope', 'one Body, after at most one Header');
  const [content, ...others] = withoutText(body);
  if (content === undefined || others.length > 0) throw invalidParameter('Body', 'one element');
  return content;
};

/** SOAP 1.1 needs the header `SOAPAction`; in SOAP 1.2 the parameter `action` may be missing. */
const checkAction = ({ version, action }: SoapMessage, operation: OperationName): void => {
  if (action === undefined && version === '1.2') return;
  if (action !== namespace + operation) {
    throw invalidParameter(version === '1.2' ? 'action' : 'SOAPAction', `${namespace}${operation} is called`);
  }
};

const readParameter = (parameter: XmlElement, type: ParameterType): string | number => {
  const { local, uri, attributes, children } = parameter;
  if (uri !== namespace) throw invalidParameter(local, `not in the namespace ${namespace}`);
  if (attributes.length > 0) throw invalidParameter(local, 'an attribute');
  if (children.length > 0) throw invalidParameter(local, 'elements in it');
  return readValue(type, local, parameter.text);
};

/** The arguments: those of the table, in its order, each at most once; only strings may be missing. */
const readArguments = (call: XmlElement, operation: OperationName): AnyArguments => {
  const types: readonly (readonly [string, ParameterType])[] = Object.entries(
    operations[operation].parameters,
  );
  const values: Record<string, string | number> = {};
  let next = 0;
  for (const child of withoutText(call)) {
    const index = types.findIndex(([name]) => name === child.local);
    const type = types[index]?.[1];
    if (type === undefined) throw invalidParameter(child.local, `unknown to ${operation}`);
    if (index < next) throw invalidParameter(child.local, 'twice, or not in its place');
    values[child.local] = readParameter(child, type);
    next = index + 1;
  }
  const missing = types.find(([name, type]) => type !== 'string' && values[name] === undefined);
  if (missing !== undefined) throw invalidParameter(missing[0], 'required');
  return values;
};

/**
 * The call that a message makes.
 * @throws {ApiFailure} 400 `InvalidParameter` naming what is wrong; 415 for another Content-Type
 */
export const judge = (message: SoapMessage): Call => {
  if (!message.isSoap) throw notSoap();
  const content = contentOf(message);
  const operation = knownOperation(content.local);
  if (operation === undefined) throw invalidParameter(content.local, 'no operation of ECGridOS');
  if (content.uri !== namespace) throw invalidParameter(operation, `not in the namespace ${namespace}`);
  if (content.attributes.length > 0) throw invalidParameter(operation, 'an attribute');
  checkAction(message, operation);
  return { operation, values: readArguments(content, operation) };
};
