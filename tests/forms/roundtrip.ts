/** A completed form read back: does it say what was asked? */
import { isDeepStrictEqual } from 'node:util';
import { answersFor } from '../../utils/intake/answers.ts';
import type { Answer } from '../../utils/intake/answers.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { FillReport } from '../../utils/intake/form.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';
import { readForm } from '../../utils/pdf/read.ts';

/** `misread`: another answer, and no doubt said; `doubted`: another answer, or none, and said to be unsure. */
type Misreading = { key: string; outcome: 'misread' | 'doubted'; why: string };

export type ReadBack = { equal: boolean; misreadings: Misreading[] };

const said = (answer: Answer | undefined) =>
  answer ? JSON.stringify(answer.kind === 'text' ? answer.text : answer.kind === 'list' ? answer.values : 'x') : 'nothing';
const plain = (request: AccessRequest): unknown => JSON.parse(JSON.stringify(request));

/** What a form says before anybody fills it: answers of an earlier request, which stay where the new one has none. */
export async function heldBy(bytes: Uint8Array, keys: ReadonlySet<PlaceKey>): Promise<ReadonlyMap<PlaceKey, Answer>> {
  const read = await readForm(bytes);
  return read.ok ? answersFor(read.value.request, keys) : new Map();
}

/** Holds what is read against what was placed. With nothing left and nothing held before, the whole request must come back. */
export async function readBack(
  bytes: Uint8Array,
  request: AccessRequest,
  keys: ReadonlySet<PlaceKey>,
  report: FillReport,
  held: ReadonlyMap<PlaceKey, Answer>,
): Promise<ReadBack> {
  const read = await readForm(bytes);
  if (!read.ok) return { equal: false, misreadings: [{ key: '', outcome: 'doubted', why: read.code }] };
  const asked = answersFor(request, keys);
  const got = answersFor(read.value.request, keys);
  const doubted = new Set<string>(read.value.doubted);
  const misreadings = [...new Set([...asked.keys(), ...got.keys()])].flatMap((key): Misreading[] => {
    if (report.left.includes(key)) return [];
    const want = said(asked.get(key) ?? held.get(key));
    const heard = said(got.get(key));
    const unsure = doubted.has(key) || doubted.has(key.replace(/\.[^.]+$/, ''));
    return want === heard ? [] : [{ key, outcome: unsure ? 'doubted' : 'misread', why: `reads ${heard} for ${want}` }];
  });
  const whole = report.left.length > 0 || held.size > 0 || isDeepStrictEqual(plain(read.value.request), plain(request));
  if (misreadings.length === 0 && !whole) misreadings.push({ key: '', outcome: 'misread', why: `reads ${JSON.stringify(read.value.request)}` });
  return { equal: misreadings.length === 0, misreadings };
}
