import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { Authority, Issued } from '../../certificate/authority.ts';
import { say } from './person.ts';
import { press, see, tick, type } from './screen.ts';

/** Chooses the file, types the password and opens it, as a person does under Signing. */
export async function openP12(desk: Page, file: string, password: string): Promise<void> {
  await tick(desk, say('sign_certificate'));
  const input = await desk.waitForSelector(`input[type=file][aria-label="${say('certificate_choose')}"]`);
  await (input as unknown as { uploadFile: (...paths: string[]) => Promise<void> }).uploadFile(file);
  await see(desk, file.split('/').at(-1) ?? file);
  await type(desk, say('certificate_password'), password);
  await press(desk, say('certificate_open'));
}

/** poppler's word on a file's signatures; whom to trust is not asked. */
export function pdfsig(file: string): string {
  const { stdout, stderr } = spawnSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

export function writeP12(authority: Authority, { p12 }: Issued, name: string): string {
  const file = join(authority.folder, name);
  writeFileSync(file, p12);
  return file;
}

/** The authority's time stamps over HTTP, on this machine. */
export async function serveStamps(authority: Authority): Promise<{ address: string; queries: () => number; close: () => Promise<void> }> {
  let queries = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      queries += 1;
      response.writeHead(200, { 'Content-Type': 'application/timestamp-reply' });
      response.end(authority.stamp(new Uint8Array(Buffer.concat(parts))));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/tsa`,
    queries: () => queries,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
