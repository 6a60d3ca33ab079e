/** Answers of ECGridOS by hand, for what the sandbox does not say. */
import type { RawAnswer } from './rawServer.ts';

const inEnvelope = (body: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body>${body}</soap:Body></soap:Envelope>`;

/** The answer to an operation. @param result what is in the result, as XML */
export const soapResult = (operation: string, result: string): RawAnswer => ({
  headers: { 'content-type': 'text/xml' },
  body: inEnvelope(
    `<${operation}Response xmlns="https://os.ecgrid.io/"><${operation}Result>${result}</${operation}Result></${operation}Response>`,
  ),
});

/** The operation that a request is for. */
export const operationIn = (body: string): string => /<soap:Body><(\w+)/.exec(body)?.[1] ?? '';

/** A fault; `code` is that of ECGridOS, absent for none. */
export const soapFault = (side: string, words: string, code?: string, status = 500): RawAnswer => {
  const detail = code === undefined ? '' : `<ECGridOSSOAPErrorCode>${code}</ECGridOSSOAPErrorCode>`;
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: inEnvelope(
      `<soap:Fault><faultcode>soap:${side}</faultcode><faultstring>${words}</faultstring><detail>${detail}</detail></soap:Fault>`,
    ),
  };
};
