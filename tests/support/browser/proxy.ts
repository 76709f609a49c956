import type { IncomingMessage } from 'node:http';
import { createServer, request as forward } from 'node:http';

/** A request as it passed. `dest`: what the browser says that it is for (Sec-Fetch-Dest); `empty` is a script's fetch. */
export type Passed = { method: string; host: string; path: string; dest: string };

export type LoggingProxy = { address: string; passed: Passed[]; close(): Promise<void> };

const dest = (request: IncomingMessage) => String(request.headers['sec-fetch-dest'] ?? '');

/** Writes down every request; only what goes to this machine goes on, the rest is refused. */
export async function startProxy(): Promise<LoggingProxy> {
  const passed: Passed[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://proxy.invalid');
    passed.push({ method: request.method ?? '', host: url.host, path: url.pathname + url.search, dest: dest(request) });
    if (url.hostname !== '127.0.0.1') {
      response.writeHead(403).end();
      return;
    }
    const { method, headers } = request;
    const onward = forward(url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    passed.push({ method: 'CONNECT', host: request.url ?? '', path: '', dest: '' });
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    address: `127.0.0.1:${address.port}`,
    passed,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
