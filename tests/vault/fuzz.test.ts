import { expect, it } from 'vitest';
import { fuzzImports } from './fuzz.ts';

it('2,000 generated bundles and archives: each opens or is refused, none crashes or reaches a prototype', async () => {
  const { files, outcomes, records } = await fuzzImports(2000, 20260903);
  expect(files).toBe(2000);
  // The generator reaches every outcome that it can.
  expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['opened', 'fileAltered', 'fileNotOurs', 'fileOfNewer']));
  for (const state of ['new', 'same', 'differs', 'unfit']) expect([state, (records[state] ?? 0) > 10]).toEqual([state, true]);
});
