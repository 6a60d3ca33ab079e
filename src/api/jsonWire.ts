/** ECGrid REST v2.6 on the wire: JSON both ways, the key in a header, every answer an envelope. */
import { answeredAt, envelopeFailure, statusFailure } from './failures.ts';
import type { Http } from './http.ts';
import { readEnvelope } from './reader.ts';
import type { Call, Message, Wire } from './wire.ts';

/** One request to ECGrid REST. */
export type JsonCall = Call &
  Pick<Message, 'method' | 'path'> & {
    /** Sent as JSON; fields that are undefined are left out. */
    readonly body?: Readonly<Record<string, unknown>>;
  };

/** The way to ECGrid REST. */
export type RestHttp = Http<JsonCall>;

/** Reads answers to their `data`. */
export const jsonWire: Wire<JsonCall> = {
  write: ({ method, path, body }, key) => {
    const sent = body === undefined ? undefined : definedFields(body);
    return {
      method,
      path,
      title: path,
      headers: {
        'X-API-Key': key,
        Accept: 'application/json',
        ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: sent === undefined ? undefined : JSON.stringify(sent),
      fields: Object.keys(sent ?? {}),
    };
  },
  spellings: (secret) => [secret],
  read: ({ text, status }, _call, failed) => {
    const envelope = readEnvelope(text, status);
    if (!envelope.success) throw envelopeFailure(envelope, status, failed);
    return envelope.data;
  },
  failure: ({ status, headers, text }, failed) =>
    statusFailure(status, headers, text, failed, answeredAt(headers)),
  isFinal: () => false,
};

const definedFields = (body: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
