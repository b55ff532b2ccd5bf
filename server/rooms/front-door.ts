// Stands before every request and every upgrade: says whose address it is, and turns away what is too
// large. The framework would otherwise believe any forwarding header and read any body.

import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Largest body of a create or join request, bytes. */
const MAX_BODY = 64 * 1024;
const FORWARDING = ['x-real-ip', 'x-forwarded-for', 'x-client-ip'];

const stampAddress = (request: IncomingMessage, trustProxy: boolean): void => {
  if (trustProxy) return;
  for (const name of FORWARDING) delete request.headers[name];
  request.headers['x-real-ip'] = request.socket.remoteAddress ?? '';
};

const refuse = (response: ServerResponse, status: number, code: string, message: string): void => {
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(JSON.stringify({ code, message }));
};

/** True where the request carries no body or a small one of known length. */
const bodyAllowed = ({ method, headers }: IncomingMessage): boolean => {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return true;
  const length = headers['content-length'];
  return headers['transfer-encoding'] === undefined && Number(length ?? 0) <= MAX_BODY;
};

/** To be called once all other listeners are in place. */
export const guard = (server: Server, trustProxy: boolean): void => {
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    stampAddress(request, trustProxy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (!bodyAllowed(request))
      return refuse(response, 413, 'bad-message', `A body may have at most ${MAX_BODY} bytes; send less.`);
    for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
  });
  server.prependListener('upgrade', (request: IncomingMessage) => stampAddress(request, trustProxy));
};
