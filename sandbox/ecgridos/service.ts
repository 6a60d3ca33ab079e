/** ECGridOS behind HTTP: its WSDL by GET, its operations by POST, through the same gate as REST. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TextAnswer } from '../answer.ts';
import { notFound } from '../envelope.ts';
import { bodyText, pass, type Gate, type Passage } from '../pipeline.ts';
import type { World } from '../routes/endpoint.ts';
import { resultAnswer, soapAnswer } from './answers.ts';
import { dispatcher } from './handlers.ts';
import { judge } from './judgement.ts';
import { openLibrary, type LibraryReading } from './library.ts';
import { operationIn, receive, sessionIn, shownBody } from './message.ts';
import { servicePath } from './table.ts';
import { wsdlText } from './wsdl.ts';

const asksForWsdl = (request: FastifyRequest): boolean => /\?wsdl$/i.test(request.url);

const wsdlAnswer = (request: FastifyRequest): TextAnswer => {
  if (!asksForWsdl(request)) throw notFound(`GET ${servicePath} without ?WSDL`);
  return {
    kind: 'text',
    status: 200,
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    text: wsdlText(`http://${request.headers.host ?? '127.0.0.1'}${servicePath}`),
  };
};

/** Adds the service to a server. */
export const addEcgridos = (app: FastifyInstance, world: World, gate: Gate): void => {
  const call = dispatcher(world);
  let library: Promise<LibraryReading> | undefined;

  const passageOf = (request: FastifyRequest): Passage => {
    const message = receive(bodyText(request) ?? '', request.headers);
    return {
      operation: operationIn(message),
      shown: shownBody(message),
      answer: async (entry) => {
        gate.rateLimit.take(sessionIn(message));
        const judged = judge(message);
        const read = await (library ??= openLibrary());
        const result = call(judged.operation, read(message.text, judged), {
          ip: request.ip,
          recognised: ({ login }) => void (entry.caller = login),
        });
        return resultAnswer(message.version, judged.operation, result);
      },
      told: (answer) => soapAnswer(message.version, world.dialect())(answer),
    };
  };

  app.post(servicePath, (request: FastifyRequest, reply: FastifyReply) =>
    pass(gate, request, reply, passageOf(request)),
  );
  app.get(servicePath, (request: FastifyRequest, reply: FastifyReply) =>
    pass(gate, request, reply, {
      answer: () => wsdlAnswer(request),
      told: (answer) => answer,
    }),
  );
};
