/** The reading of requests by node-soap, which knows of the service what its WSDL says and nothing else. */
import { ApiFailure } from '../envelope.ts';
import { isFields } from '../fields.ts';
import type { Call } from './judgement.ts';
import { servicePath } from './table.ts';
import type { AnyArguments } from './values.ts';
import { wsdlText } from './wsdl.ts';

const differ = (what: string): ApiFailure =>
  new ApiFailure('InternalError', `The sandbox failed: it reads ${what} in two ways.`);

const plain = (value: unknown): string | number | undefined => {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (value === null || value === undefined) return undefined;
  throw differ('a value');
};

/** The operation that a parsed message calls, and what with. */
const called = (message: unknown): { operation: string; values: AnyArguments } => {
  const body = isFields(message) ? message['Body'] : undefined;
  const [call] = isFields(body) ? Object.entries(body) : [];
  if (call === undefined) throw differ('the Body');
  const [operation, content] = call;
  const values = isFields(content) ? Object.entries(content) : [];
  return { operation, values: Object.fromEntries(values.map(([name, value]) => [name, plain(value)])) };
};

/**
 * Reads the text of a message that has been judged, and returns the arguments that the library finds in it.
 * @throws {ApiFailure} 500 when these are not those of the judgement: a fault of the sandbox, which must not act on it
 */
export type LibraryReading = (text: string, judged: Call) => AnyArguments;

/** Loads the library, which is large, and lets it read the WSDL. */
const load = async (): Promise<LibraryReading> => {
  const { WSDL } = await import('soap');
  const location = `http://127.0.0.1${servicePath}`;
  const wsdl = new WSDL(wsdlText(location), location, {});
  wsdl.options.preserveWhitespace = true;
  await new Promise<void>((resolve, reject) => {
    // Called without an error when all is well, whatever its type says.
    wsdl.onReady((error: Error | null | undefined) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
  return (text, judged) => {
    const { operation, values } = called(wsdl.xmlToObject(text));
    if (operation !== judged.operation) throw differ('the operation');
    for (const name of new Set([...Object.keys(values), ...Object.keys(judged.values)])) {
      if (values[name] !== judged.values[name]) throw differ(name);
    }
    return values;
  };
};

let loaded: Promise<LibraryReading> | undefined;

/** The reading, loaded once for all sandboxes of a process: it keeps nothing of what it reads. */
export const openLibrary = (): Promise<LibraryReading> => (loaded ??= load());
