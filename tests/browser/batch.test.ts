import { describe, expect, it } from 'vitest';
import { faultsOf, killBrowsersInBatch, killPages } from '../faults/batch.ts';
import { withOptions } from '../faults/stage.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { batchMade, batchSchools, prepareBatch, storedSubmissions } from '../support/browser/batch.ts';
import { say, signByHand } from '../support/browser/person.ts';
import { press, see, tick } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';

const silent = () => undefined;

describe.each(browserKinds)('6. A batch, in %s', (kind) => {
  const stage = useStage(kind);

  it('is chosen, checked, mended in place and made, each form with its own school’s data', async () => {
    const desk = await prepareBatch(stage.session, batchSchools(8, [7]));
    await see(desk, say('batch_counts', '8', '1', '0', '7'));
    for (const scheme of ['light', 'dark'] as const) {
      await stage.session.colours(desk, scheme);
      expect(await findingsOn(desk), scheme).toEqual([]);
    }
    await press(desk, '7 formulieren maken');
    const made = await batchMade(desk, 7);
    expect(await faultsOf(desk, made, 7)).toEqual([]);
  });

  it('asks a yes that names the number before one hand stands under all', async () => {
    const desk = await prepareBatch(stage.session, batchSchools(3));
    await signByHand(desk);
    const yes = 'Deze handtekening komt onder 3 formulieren. Dat is de bedoeling.';
    await see(desk, yes);
    expect(await desk.$eval('#batch-sign button.primary', (button) => (button as HTMLButtonElement).disabled)).toBe(true);
    expect(await storedSubmissions(desk)).toEqual([]);
    await tick(desk, yes);
    await press(desk, '3 formulieren maken');
    expect(await faultsOf(desk, await batchMade(desk, 3), 3)).toEqual([]);
  });

  it('goes on where it was when its page is closed in the middle: none lost, none twice, none crossed', async () => {
    const row = await killPages(stage.session, { count: 12, times: 4, seed: 'browser tests' }, silent);
    expect(row.faults).toEqual([]);
    expect(row.times).toBeGreaterThanOrEqual(4);
  });
});

describe.each(browserKinds)('6. A batch survives a power cut, in %s', (kind) => {
  it('none lost, none twice, none crossed', () =>
    withOptions(kind, async (options) => {
      const row = await killBrowsersInBatch(options, { count: 10, times: 2, seed: 'browser tests' }, silent);
      expect(row.faults).toEqual([]);
    }));
});
