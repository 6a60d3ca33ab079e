/**
 * A web server with a certificate that nobody has signed but itself, made anew each time: no private key is kept
 * anywhere. The few lines of DER (X.690, RFC 5280) need no tool that a machine may lack.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import { listenOn, stopServer } from './trap.ts';

const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (date: Date): Buffer =>
  der(
    0x17,
    Buffer.from(
      date
        .toISOString()
        .replaceAll(/[-:T]|\.\d+/g, '')
        .slice(2),
    ),
  );

const oneDay = 24 * 3600 * 1000;
const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
/** The common name `127.0.0.1`. */
const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('127.0.0.1')))));
/** The alternative name: the address 127.0.0.1. */
const alternativeName = sequence(oid('551d11'), der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))));

/** A key and a certificate for 127.0.0.1, valid since yesterday and until tomorrow, both as PEM. */
const selfSigned = (): { readonly key: string; readonly cert: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const serial = createHash('sha256').update(spki).digest().subarray(0, 8);
  serial[0] = 1;
  const certificate = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(utcTime(new Date(Date.now() - oneDay)), utcTime(new Date(Date.now() + oneDay))),
    name,
    spki,
    der(0xa3, sequence(alternativeName)),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', certificate, privateKey));
  const encoded = sequence(certificate, ecdsaWithSha256, signature).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${encoded}\n-----END CERTIFICATE-----\n`,
  };
};

/** A server that nobody should talk to. */
export type UntrustedServer = AsyncDisposable & {
  /** `https:`, on 127.0.0.1. */
  readonly url: string;
  /** Whoever trusts this one may talk to it. */
  readonly cert: string;
  /** The paths of the requests that it was sent, and what keys came with them. */
  readonly received: readonly string[];
};

/** Starts one; it answers everything with an empty object. */
export const openUntrustedServer = async (): Promise<UntrustedServer> => {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const { key, cert } = selfSigned();
  const server: Server = createServer({ key, cert }, (request, response) => {
    received.push(`${request.url ?? ''} ${String(request.headers['x-api-key'])}`);
    response.end('{}');
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  const url = `https://127.0.0.1:${await listenOn(server, '127.0.0.1')}`;
  return { url, cert, received, [Symbol.asyncDispose]: () => stopServer(server, sockets) };
};
