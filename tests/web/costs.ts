import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import type { ServedFile } from '../../scripts/demo/site.ts';
import type { Session } from '../support/browser/session.ts';

/** What a visitor pays: bytes of the built scripts, and milliseconds in the page. */
export type Cost = { what: string; measured: number; goal?: number; unit: string };

/** A huge page takes seconds to load. */
const loads = { plain: 20, huge: 8 };
/** Milliseconds: what takes longer needs no more samples to be known. */
const hopeless = 1000;

/** The 95th of 100. */
function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? 0;
}

const elements = 120_000;

/** A page of that many elements, with a few hundred controls, that is not the form. */
export function hugePage(): ServedFile {
  const row = (at: number) =>
    `<tr><td>${at}</td><td><a href="#">client_${at}</a></td><td><span>Leerlingen</span></td><td>${at % 60 === 0 ? `<input name="n${at}">` : '<b>ok</b>'}</td></tr>`;
  const rows = Array.from({ length: Math.round(elements / 8) }, (_, at) => row(at)).join('');
  return {
    type: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Lijst</title></head><body><table>${rows}</table></body></html>`,
  };
}

/** What is put in a page on demand counts as one engine, whatever number of scripts it comes in. */
export async function sizes(extensionFolder: string): Promise<Cost[]> {
  const size = async (file: string) => (await stat(join(extensionFolder, file))).size / 1024;
  const [detector, reader, filler] = [await size('detector.js'), await size('reader.js'), await size('filler.js')];
  return [
    { what: 'detector.js', measured: detector, goal: 3, unit: 'KB' },
    { what: 'reader.js, to look at a page', measured: reader, unit: 'KB' },
    { what: 'filler.js, to fill it', measured: filler, unit: 'KB' },
    { what: 'reader.js and filler.js', measured: reader + filler, goal: 45, unit: 'KB' },
  ];
}

/** A scope without an extension around it, so that the scripts run in the page itself and its clock can be read around them. */
const stage = `
globalThis.browser = globalThis.chrome = { runtime: { id: 'page', sendMessage: () => Promise.resolve(), getURL: (path) => 'about:' + path, onMessage: { addListener() {} } } };
globalThis.observed = 0;
for (const name of ['MutationObserver', 'IntersectionObserver', 'ResizeObserver', 'PerformanceObserver']) {
  const Real = globalThis[name];
  globalThis[name] = class extends Real { constructor(...given) { super(...given); globalThis.observed += 1; } };
}`;

/** A fixed piece of work, so that a figure can be read against how fast the machine was just then. */
const reference = `() => { let sum = 0; for (let at = 0; at < 3e6; at++) sum = (sum * 31 + at) | 0; globalThis.reference = sum; }`;

const door = "Reflect.get(globalThis, Symbol.for('intakehulp.page'))";

type Times = { reference: number; detector: number; inject: number; first: number; again: number; observed: number };

async function time(tab: Page, address: string, detector: string, reader: string): Promise<Times> {
  await tab.goto(address);
  // Strings: the scripts are the built ones, as they are.
  return (await tab.evaluate(`(() => {
    ${stage}
    const timed = (act) => { const start = performance.now(); act(); return performance.now() - start; };
    const runDetector = new Function(${JSON.stringify(detector)});
    const runReader = new Function(${JSON.stringify(reader)});
    const reference = timed(${reference});
    const detector = timed(runDetector);
    const inject = timed(runReader);
    const first = timed(() => ${door}.inspect());
    return { reference, detector, inject, first, again: timed(() => ${door}.inspect()), observed: globalThis.observed };
  })()`)) as Times;
}

/** Each in a document of its own, as a visitor's first look is: nothing is warmed up. `addresses.plain` is the form, `addresses.huge` is not. */
export async function times(session: Session, extensionFolder: string, addresses: { plain: string; huge: string }): Promise<Cost[]> {
  const tab = await session.open(addresses.plain);
  const detector = await readFile(join(extensionFolder, 'detector.js'), 'utf8');
  const reader = await readFile(join(extensionFolder, 'reader.js'), 'utf8');
  const measure = async (page: keyof typeof loads) => {
    const taken: Times[] = [];
    while (taken.length < loads[page] && !taken.some(({ first }) => first > hopeless)) taken.push(await time(tab, addresses[page], detector, reader));
    return (part: keyof Times) => p95(taken.map((one) => one[part]));
  };
  const plain = await measure('plain');
  const huge = await measure('huge');
  return [
    { what: 'reference work (three million steps), p95', measured: plain('reference'), unit: 'ms' },
    { what: 'detector, plain page, p95', measured: plain('detector'), goal: 1, unit: 'ms' },
    { what: 'reader put in, plain page, p95', measured: plain('inject'), unit: 'ms' },
    { what: 'detect, plain page, first look, p95', measured: plain('first'), goal: 10, unit: 'ms' },
    { what: 'detect, plain page, next look, p95', measured: plain('again'), goal: 10, unit: 'ms' },
    { what: `detect, ${elements} elements, first look, p95`, measured: huge('first'), goal: 30, unit: 'ms' },
    { what: `detect, ${elements} elements, next look, p95`, measured: huge('again'), goal: 30, unit: 'ms' },
    { what: 'observers before a hit', measured: huge('observed'), goal: 0, unit: '' },
  ];
}
