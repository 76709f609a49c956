import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { blocks, check } from '../utils/intake/check.ts';
import type { FillReport, FormMap, Handwriting, Signing } from '../utils/intake/form.ts';
import type { Problem } from '../utils/intake/problem.ts';
import { AccessRequest } from '../utils/intake/request.ts';
import { localDate } from '../utils/intake/values.ts';
import { startEngine, startThread } from './engine.ts';
import { sayFailure, sayProblem } from './say.ts';

/** npm run --silent fill -- FORM.pdf REQUEST.json OUT.pdf [--signature PNG] [--mention PNG] */
const usage = 'Gebruik: npm run --silent fill -- FORMULIER.pdf AANVRAAG.json UIT.pdf [--signature PNG] [--mention PNG]';

class Refusal extends Error {}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw new Refusal(`Kan ${file} niet lezen: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readRequest(file: string): Promise<AccessRequest> {
  let json: unknown;
  const text = new TextDecoder().decode(await readBytes(file));
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${file} is geen geldige JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const known = Object.keys(AccessRequest.shape);
  const given = typeof json === 'object' && json !== null ? Object.keys(json) : [];
  if (!given.some((key) => known.includes(key)))
    throw new Refusal(`${file} is geen aanvraag: er staat geen enkel veld in dat docs/access-request.md beschrijft.`);
  const unknown = given.filter((key) => !known.includes(key));
  if (unknown.length > 0) console.error(`${file}: onbekende velden worden niet gebruikt: ${unknown.join(', ')}`);
  const parsed = AccessRequest.safeParse(json);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'het geheel'}: ${issue.message}`).join('; ');
  throw new Refusal(`${file} is geen aanvraag zoals docs/access-request.md ze beschrijft: ${where}`);
}

async function readHand(file: string | undefined): Promise<Handwriting | undefined> {
  if (!file) return undefined;
  const bytes = await readBytes(file);
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  return { kind: 'image', type: isJpeg ? 'image/jpeg' : 'image/png', bytes };
}

function print(form: FormMap | undefined, problems: readonly Problem[], report?: FillReport): void {
  const unanswered = report ?? { placed: [], left: [], kept: [], annexed: [] };
  console.log(
    JSON.stringify({
      detected: form?.detected ?? false,
      confidence: form?.confidence ?? 0,
      kind: form?.kind,
      draft: blocks(problems),
      problems: problems.map(sayProblem),
      ...unanswered,
    }),
  );
}

/** In a thread that is ended at the extension's own time limits. What ends it by itself is a bug, and shows itself. */
const engine = startEngine(() => startThread(console.error));

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { signature: { type: 'string' }, mention: { type: 'string' } } });
  const [formFile, requestFile, outFile, ...more] = positionals;
  if (!formFile || !requestFile || !outFile || more.length > 0) throw new Refusal(usage);
  const bytes = await readBytes(formFile);
  const request = await readRequest(requestFile);
  const [signature, mention] = [await readHand(values.signature), await readHand(values.mention)];
  const signing: Signing = signature || mention ? { kind: 'hand', signature, mention } : { kind: 'print' };
  const problems = check(request, { today: localDate(new Date()) });
  const opened = await engine.open(bytes);
  if (!opened.ok) {
    print(undefined, problems);
    throw new Refusal(sayFailure(opened.code, opened.values));
  }
  const produced = await engine.produce(bytes, request, signing, opened.value);
  if (!produced.ok) {
    print(opened.value, problems);
    throw new Refusal(sayFailure(produced.code, produced.values));
  }
  await writeFile(outFile, produced.value.bytes);
  print(opened.value, problems, produced.value.report);
  for (const problem of problems) if (problem.severity === 'blocks') console.error(`Dit is een kladversie: ${sayProblem(problem).message}`);
}

try {
  await run();
} catch (error) {
  // Wrong arguments (parseArgs) and refusals are the caller's to mend: a sentence. Anything else is a bug and shows itself.
  const expected = error instanceof Refusal || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
  if (!expected) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  engine.stop();
}
