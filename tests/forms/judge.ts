/**
 * Judges the engine on every variant of the form, in the rendered truth, and prints a table.
 *
 *   tsx tests/forms/judge.ts [--part dev|frozen|all] [--variant NAME] [--folder FOLDER] [--json]
 *
 * --folder: other forms with their places, such as `main.ts --wild` makes. Without --part: the rows of the development part, and of the frozen part the totals only, so that nobody tunes on its
 * cases. Exit 1 when a goal is missed: wrong = 0, right ≥ 99.5 %, every variant detected and no other document, every completed
 * form read back as the request that it was filled from.
 */
import { parseArgs } from 'node:util';
import '../../scripts/font.ts';
import { answersFor } from '../../utils/intake/answers.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { openForm, produce } from '../../utils/pdf/perform.ts';
import type { PlacesFile } from '../fixtures/generate/truth.ts';
import { placeKeys } from '../fixtures/generate/truth.ts';
import type { Judged } from './compare.ts';
import { Comparison } from './compare.ts';
import { show } from './pages.ts';
import { asks } from './requests.ts';
import { heldBy, readBack } from './roundtrip.ts';
import type { Row } from './table.ts';
import { goalsMet, printTable } from './table.ts';
import type { VariantOnDisk } from './variants.ts';
import { readOthers, readVariants } from './variants.ts';

const { values: options } = parseArgs({
  options: { part: { type: 'string' }, variant: { type: 'string' }, folder: { type: 'string' }, json: { type: 'boolean' } },
});

/** What is to be left alone. An option that was crossed answers its whole question: its siblings are taken too. */
function withTaken(truth: PlacesFile): PlacesFile {
  const questions = new Set((truth.taken ?? []).flatMap((key) => (/\.(yes|no|students|staff|both|push|read)$/.test(key) ? [key.replace(/[^.]+$/, '')] : [])));
  const siblings = placeKeys(truth.places).filter((key) => questions.has(key.replace(/[^.]+$/, '')));
  return { ...truth, taken: [...new Set([...(truth.taken ?? []), ...siblings])] };
}

async function judgeVariant({ name, bytes, truth: written }: VariantOnDisk): Promise<Row> {
  const truth = withTaken(written);
  const row: Row = {
    name,
    part: truth.part,
    producer: truth.producer,
    detected: false,
    readable: !truth.unreadable,
    kind: '',
    milliseconds: 0,
    right: 0,
    wrong: 0,
    abstained: 0,
    read: { tried: 0, equal: 0, misread: 0, doubted: 0 },
    faults: [],
  };
  const start = performance.now();
  const opened = await openForm(bytes);
  row.milliseconds = performance.now() - start;
  if (opened.ok) {
    row.detected = opened.value.detected;
    row.kind = opened.value.kind;
  } else if (!truth.unreadable) row.faults.push({ request: 'open', key: '', outcome: 'abstained', why: opened.code });
  const keys = new Set<PlaceKey>(placeKeys(truth.places));
  const leaveAlone = new Set(truth.taken);
  const before = await show(bytes);
  const held = await heldBy(bytes, keys);
  for (const { name: requestName, request, signing } of asks) {
    const answers = answersFor(request, keys);
    const signed = signing.kind === 'hand';
    const nothing = (why: string): Judged[] =>
      [...answers.keys(), ...(signed ? ['signature' as const] : [])].map((key) =>
        leaveAlone.has(key) ? { key, outcome: 'right', why: '' } : { key, outcome: 'abstained', why },
      );
    let judged: Judged[];
    if (!opened.ok) judged = nothing(opened.code);
    else if (!opened.value.detected) judged = nothing('not detected');
    else {
      const produced = await produce(bytes, request, signing, opened.value);
      if (produced.ok) {
        const after = await show(produced.value.bytes);
        judged = new Comparison(truth, before, after).judge(answers, signed, produced.value.report);
        const back = await readBack(produced.value.bytes, request, keys, produced.value.report, held);
        row.read.tried += 1;
        row.read.equal += Number(back.equal);
        for (const misreading of back.misreadings) {
          row.read[misreading.outcome] += 1;
          row.faults.push({ request: requestName, ...misreading });
        }
        if (after.damage) judged.push({ key: 'file', outcome: 'wrong', why: after.damage.slice(0, 200) });
      } else judged = nothing([produced.code, ...produced.values].join(' '));
    }
    for (const one of judged) {
      // Leaving what nobody can read is right; reading it all the same is judged as any other.
      if (truth.unreadable && one.outcome === 'abstained') one.outcome = 'right';
      row[one.outcome] += 1;
      if (one.outcome !== 'right') row.faults.push({ request: requestName, ...one });
    }
  }
  return row;
}

/** The engine keeps one core busy, the programs that show its work the other. */
async function inTurns<Item, Value>(items: readonly Item[], width: number, work: (item: Item) => Promise<Value>): Promise<Value[]> {
  const results = new Array<Value>(items.length);
  let next = 0;
  const turn = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) results[at] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: width }, turn));
  return results;
}

async function main(): Promise<void> {
  const { part, variant, folder, json = false } = options;
  if (part !== undefined && !['dev', 'frozen', 'all'].includes(part)) throw new Error('--part is dev, frozen or all.');
  const all = await readVariants(folder);
  const chosen = all.filter(({ name, truth }) =>
    variant ? name === variant : part === undefined || part === 'all' || folder !== undefined || truth.part === part,
  );
  if (chosen.length === 0) throw new Error(`No variant ${variant ?? part}.`);
  const rows = await inTurns(chosen, 3, (one) => judgeVariant(one).catch((bug: Error) => Promise.reject(new Error(`${one.name}: ${bug.stack}`))));
  const mistaken: string[] = [];
  const others = variant || folder ? [] : await readOthers();
  for (const { name, bytes } of others) {
    const opened = await openForm(bytes);
    if (opened.ok && opened.value.detected) mistaken.push(name);
  }
  if (json) process.stdout.write(`${JSON.stringify({ rows, others: others.length, mistaken }, undefined, 2)}\n`);
  else
    printTable(rows, {
      others: others.length,
      mistaken,
      showFrozen: part === 'frozen' || part === 'all' || variant !== undefined || folder !== undefined,
      inFull: variant !== undefined,
    });
  if (!goalsMet(rows, mistaken)) process.exitCode = 1;
}

await main();
