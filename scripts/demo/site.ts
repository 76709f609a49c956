import { createServer } from 'node:http';

export type ServedFile = { type: string; body: string | Uint8Array };

export type Site = { origin: string; close(): Promise<void> };

/** Serves these files, by path, on this machine alone. */
export async function serve(files: Readonly<Record<string, ServedFile>>): Promise<Site> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
    const file = files[path];
    response.setHeader('cache-control', 'no-store');
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404');
      return;
    }
    response.writeHead(200, { 'content-type': file.type, 'content-length': Buffer.byteLength(file.body) }).end(file.body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The demo site has no port.');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

export const html = (body: string): ServedFile => ({ type: 'text/html; charset=utf-8', body });
export const pdf = (body: Uint8Array): ServedFile => ({ type: 'application/pdf', body });
