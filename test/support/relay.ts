/**
 * A second address of a sandbox. VS Code never sends 127.0.0.1 through a proxy, so what a proxy setting does can be
 * seen with another loopback address only; where the system has none (macOS), the first one must do.
 */
import { createConnection, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { listenOn, stopServer } from './trap.ts';

/** Another way to the same service. */
export type Relay = AsyncDisposable & {
  readonly url: string;
  /** False where a proxy setting has no say in this address either. */
  readonly canBeProxied: boolean;
  readonly close: () => Promise<void>;
};

const hostOf = async (server: Server): Promise<readonly [host: string, port: number]> => {
  try {
    return ['127.0.0.2', await listenOn(server, '127.0.0.2')];
  } catch {
    return ['127.0.0.1', await listenOn(server, '127.0.0.1')];
  }
};

/** Opens a relay to an origin on 127.0.0.1. */
export const relayTo = async (origin: string): Promise<Relay> => {
  const port = Number(new URL(origin).port);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = createConnection(port, '127.0.0.1');
    for (const end of [socket, onward]) {
      sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => sockets.delete(end));
    }
    socket.pipe(onward).pipe(socket);
  });
  const [host, own] = await hostOf(server);
  const close = (): Promise<void> => stopServer(server, sockets);
  const url = `http://${host}:${own}`;
  return { url, canBeProxied: host !== '127.0.0.1', close, [Symbol.asyncDispose]: close };
};
