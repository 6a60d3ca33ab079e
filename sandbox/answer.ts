/** What the sandbox sends back, spoiled or not, as data; and the one place that writes it to a connection. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { failureEnvelope, type ApiFailure, type Envelope } from './envelope.ts';

/** HTTP headers by lower-case name. */
export type Headers = Readonly<Record<string, string>>;

/** An ordinary answer. */
export type EnvelopeAnswer = {
  readonly kind: 'envelope';
  readonly status: number;
  readonly headers: Headers;
  readonly envelope: Envelope;
};

/** Any text at all, as gateways and broken services send it; the headers name its type. */
export type TextAnswer = {
  readonly kind: 'text';
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

/** Headers at once, then the text in small pieces for `overMs` milliseconds. */
export type SlowAnswer = Omit<TextAnswer, 'kind'> & { readonly kind: 'slow'; readonly overMs: number };

/** A body in pieces, as fast as the client takes them; written to the connection as they are made. */
export type StreamAnswer = Omit<TextAnswer, 'kind' | 'text'> & {
  readonly kind: 'stream';
  readonly pieces: () => Iterable<string>;
};

/** Everything that can happen to a request; `dropped` closes the connection without a byte. */
export type Answer = EnvelopeAnswer | TextAnswer | SlowAnswer | StreamAnswer | { readonly kind: 'dropped' };

const json: Headers = { 'content-type': 'application/json; charset=utf-8' };

/** The answer that a failure travels in. */
export const failureAnswer = (failure: ApiFailure): EnvelopeAnswer => ({
  kind: 'envelope',
  status: failure.status,
  headers: failure.retryAfter === undefined ? {} : { 'retry-after': String(failure.retryAfter) },
  envelope: failureEnvelope(failure.code, failure.message),
});

/** An envelope as the text that would be sent; other answers stay what they are. */
export const asText = (answer: Answer): Exclude<Answer, EnvelopeAnswer> =>
  answer.kind === 'envelope'
    ? {
        kind: 'text',
        status: answer.status,
        headers: { ...json, ...answer.headers },
        text: JSON.stringify(answer.envelope),
      }
    : answer;

/** Milliseconds between two pieces of a slow body. */
const pieceEvery = 50;

const trickle = async (answer: SlowAnswer, reply: FastifyReply, stopping: AbortSignal): Promise<void> => {
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  const until = AbortSignal.any([stopping, left.signal]);
  reply.raw.writeHead(answer.status, answer.headers);
  reply.raw.flushHeaders();
  const pieces = Math.max(1, Math.ceil(answer.overMs / pieceEvery));
  const bytes = Buffer.from(answer.text, 'utf8');
  try {
    for (let piece = 0; piece < pieces; piece += 1) {
      await wait(answer.overMs / pieces, undefined, { signal: until });
      const part = bytes.subarray(
        Math.floor((bytes.length * piece) / pieces),
        Math.floor((bytes.length * (piece + 1)) / pieces),
      );
      if (part.length > 0) reply.raw.write(part);
    }
    reply.raw.end();
  } catch {
    // The client left, or the sandbox is closing: either way nobody reads the rest.
    reply.raw.destroy();
  }
};

const stream = async (answer: StreamAnswer, reply: FastifyReply, stopping: AbortSignal): Promise<void> => {
  reply.raw.writeHead(answer.status, answer.headers);
  try {
    await pipeline(Readable.from(answer.pieces()), reply.raw, { signal: stopping });
  } catch {
    // The client has had enough, or the sandbox is closing.
    reply.raw.destroy();
  }
};

/**
 * Writes an answer.
 * @param stopping aborts when the sandbox closes, which ends a slow body at once
 */
export const send = async (answer: Answer, reply: FastifyReply, stopping: AbortSignal): Promise<void> => {
  const ready = asText(answer);
  switch (ready.kind) {
    case 'text':
      await reply.code(ready.status).headers(ready.headers).send(ready.text);
      return;
    case 'slow':
      reply.hijack();
      await trickle(ready, reply, stopping);
      return;
    case 'stream':
      reply.hijack();
      await stream(ready, reply, stopping);
      return;
    case 'dropped':
      reply.hijack();
      reply.raw.destroy();
  }
};
