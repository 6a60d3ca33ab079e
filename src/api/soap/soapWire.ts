/** ECGridOS on the wire: SOAP 1.1 over POST, the key or session among the parameters, refusals as faults. */
import { answeredAt, statusFailure } from '../failures.ts';
import type { Answer, Call, Wire } from '../wire.ts';
import { ecgridosNamespace, productName, readContent, resultIn, writeEnvelope } from './envelope.ts';
import { faultFailure, kindOfFault, readFault } from './faults.ts';
import type { Fault } from './faults.ts';
import { operations } from './soapOperations.ts';
import type { Operation, Parameter } from './soapOperations.ts';
import { resultData } from './results.ts';
import { escapeXml } from './xml.ts';

const path = '/v4.1/prod/ECGridOS.asmx';

/** One call of an operation. */
export type SoapCall = Call & {
  readonly operation: Operation;
  /** In the order in which they are sent, without the SessionID. */
  readonly parameters: readonly Parameter[];
};

/** The fault in an answer. @throws {EcgridError} `notEcgrid` when it holds anything else */
const faultIn = ({ text, status }: Answer): Fault | undefined => {
  const content = readContent(text, status);
  return content.kind === 'fault' ? readFault(content.fault) : undefined;
};

/** Like {@link faultIn}, of an answer that may be anything. */
const faultIfAny = (answer: Answer): Fault | undefined => {
  try {
    return faultIn(answer);
  } catch {
    return undefined;
  }
};

/** The names of what was sent, as messages may spell them. */
const fieldsOf = (parameters: readonly Parameter[]): readonly string[] => {
  const names = parameters.map(([name]) => productName(name));
  return names.includes('loginName') ? ['login', ...names] : names;
};

/** Reads answers to their results, as {@link resultData} tells them. */
export const soapWire: Wire<SoapCall> = {
  write: ({ operation, parameters }, key) => ({
    method: 'POST',
    path,
    title: `ECGridOS.asmx ${operation}`,
    headers: {
      'Content-Type': 'text/xml; charset=utf-8',
      Accept: 'text/xml',
      SOAPAction: `"${ecgridosNamespace}${operation}"`,
    },
    body: writeEnvelope(operation, operation === 'Login' ? parameters : [['SessionID', key], ...parameters]),
    fields: fieldsOf(parameters),
  }),
  spellings: (secret) => [secret, escapeXml(secret)],
  read: ({ text, status }, { operation }, failed) => {
    const content = readContent(text, status);
    if (content.kind === 'fault') throw faultFailure(readFault(content.fault), status, failed);
    return resultData(operations[operation].gives, resultIn(content.answer, operation, status));
  },
  failure: (answer, failed) => {
    const { status, headers, text } = answer;
    return statusFailure(
      status,
      headers,
      text,
      failed,
      answeredAt(headers),
      (_text, _status, call, retryAfter) => {
        const fault = faultIn(answer);
        if (fault === undefined) throw new Error('An answer that is no fault explains nothing.');
        return faultFailure(fault, status, call, retryAfter);
      },
    );
  },
  isFinal: (answer) => {
    const fault = faultIfAny(answer);
    return fault !== undefined && !['server', 'rateLimited'].includes(kindOfFault(fault, answer.status));
  },
};
