/** An attacker’s port on this machine: whatever connects to it has been led astray. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** A port that remembers who came. */
export type Trap = AsyncDisposable & {
  /** Origin without a slash at its end. */
  readonly url: string;
  /** The first bytes of every connection so far; empty where nothing was said. */
  readonly connections: readonly string[];
  readonly close: () => Promise<void>;
};

/** Listens on a port of the system’s choice. @returns the port */
export const listenOn = async (server: Server, host: string): Promise<number> => {
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
};

/** Stops a server, open connections included. */
export const stopServer = async (server: Server, sockets: Iterable<Socket>): Promise<void> => {
  for (const socket of sockets) socket.destroy();
  server.close();
  await once(server, 'close');
};

/** Sets a trap. It turns away whoever says something. */
export const setTrap = async (): Promise<Trap> => {
  const connections: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const index = connections.push('') - 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', (bytes) => {
      connections[index] = bytes.toString('latin1');
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  const url = `http://127.0.0.1:${await listenOn(server, '127.0.0.1')}`;
  const close = (): Promise<void> => stopServer(server, sockets);
  return { url, connections, close, [Symbol.asyncDispose]: close };
};
