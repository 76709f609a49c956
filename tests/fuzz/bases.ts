import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { drawForms } from '../fixtures/generate/drawn.ts';
import { withFields } from '../fixtures/generate/form-fields.ts';
import { moved } from '../fixtures/generate/geometry.ts';
import { savedOnTop, signedByHand } from '../fixtures/generate/states.ts';
import type { Variant } from '../fixtures/generate/truth.ts';
import { readVariants, variantsFolder } from '../forms/variants.ts';
import { formBytes, formNames } from '../support/forms.ts';
import { runQpdf } from '../support/poppler.ts';
import { randomOf } from './random.ts';

/** A sound form; mutations start from one. */
export type Base = { name: string; bytes: Uint8Array };

/** What qpdf makes of each form: the same file in another writing. The weak ciphers are those that forms come with, and whose key is the same each time. */
const writings: readonly { name: string; options: readonly string[] }[] = [
  { name: 'plain', options: ['--deterministic-id', '--qdf', '--object-streams=disable'] },
  { name: 'packed', options: ['--deterministic-id', '--object-streams=generate'] },
  { name: 'linearised', options: ['--deterministic-id', '--linearize'] },
  { name: 'rc4', options: ['--static-id', '--allow-weak-crypto', '--encrypt', '', 'eigenaar', '128', '--use-aes=n', '--'] },
  { name: 'aes', options: ['--static-id', '--static-aes-iv', '--allow-weak-crypto', '--encrypt', '', 'eigenaar', '128', '--use-aes=y', '--'] },
];

async function drawnForms(): Promise<Variant[]> {
  const drawn = await drawForms();
  const [boxes] = drawn;
  if (!boxes) throw new Error('No form was drawn.');
  const fields = await withFields(boxes, 'drawn-fields', 'fields', { xfa: true, signature: 'signature' });
  return [
    ...drawn,
    fields,
    await withFields(boxes, 'drawn-radio', 'radio groups', { groups: 'radio', bare: true }),
    await moved(boxes, 'drawn-moved', -120, 75),
    await signedByHand(boxes, 'drawn-signed'),
    await savedOnTop(fields, 'drawn-saved'),
  ];
}

/** pdf-lib names what it draws with by chance; here chance is the same each time. */
async function withoutChance<Value>(make: () => Promise<Value>): Promise<Value> {
  const chance = Math.random;
  Math.random = randomOf('forms').share;
  try {
    return await make();
  } finally {
    Math.random = chance;
  }
}

/** Made here, from nothing but this repository and qpdf: the same files on every machine. */
export async function madeBases(): Promise<Base[]> {
  const forms = [...formNames.map((name) => ({ name, bytes: formBytes(name) })), ...(await withoutChance(drawnForms))];
  const rewritten = forms.flatMap(({ name, bytes }) =>
    writings.map((writing): Base => ({ name: `${name}, ${writing.name}`, bytes: runQpdf(bytes, ...writing.options) })),
  );
  return [...forms.map(({ name, bytes }): Base => ({ name, bytes })), ...rewritten];
}

/** And the generated variants, where they have been made (`npm run forms`). */
export async function allBases(): Promise<Base[]> {
  const generated = existsSync(variantsFolder) ? await readVariants() : [];
  return [...(await madeBases()), ...generated.map(({ name, bytes }) => ({ name, bytes }))];
}

/** Says whether two runs had the same forms to start from. */
export function digestOf(bases: readonly Base[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of bases) hash.update(name).update(bytes);
  return hash.digest('hex').slice(0, 12);
}
