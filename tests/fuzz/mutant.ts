import type { Base } from './bases.ts';
import type { Mutation } from './mutations.ts';
import { mutations } from './mutations.ts';
import { crossReferenced } from './outline.ts';
import { randomOf } from './random.ts';

/** A form with damage. `made`: how, for the table. */
export type Mutant = { index: number; base: string; made: readonly string[]; bytes: Uint8Array };

const asText = ({ bytes }: Base) => Buffer.from(bytes).toString('latin1');

/** Small forms are quick and all structure: they come up more often, none never. */
function pickBase(bases: readonly Base[], share: number): Base {
  const weights = bases.map(({ bytes }) => 1 / bytes.length);
  let left = share * weights.reduce((sum, weight) => sum + weight, 0);
  const found = bases.find((_, at) => {
    left -= weights[at] ?? 0;
    return left < 0;
  });
  const picked = found ?? bases.at(-1);
  if (!picked) throw new Error('There are no forms to mutate.');
  return picked;
}

/** The `index`th mutant of a seed: by itself the same as in a run of all. */
export function mutantOf(bases: readonly Base[], seed: string, index: number, only?: string): Mutant {
  const random = randomOf(`${seed}/${index}`);
  const base = pickBase(bases, random.share());
  const other = asText(pickBase(bases, random.share()));
  const usable: readonly Mutation[] = only === undefined ? mutations : mutations.filter(({ name }) => name === only);
  const chosen = Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, () => random.pick(usable));
  const damaged = chosen.reduce((text, mutation) => mutation.change(text, random, other), asText(base));
  // Half of them with a table that fits: else readers only ever take the way that they go for damaged files.
  const told = random.chance(0.5) && !damaged.includes('/ObjStm') ? crossReferenced(damaged) : damaged;
  return { index, base: base.name, made: chosen.map(({ name }) => name), bytes: new Uint8Array(Buffer.from(told, 'latin1')) };
}
