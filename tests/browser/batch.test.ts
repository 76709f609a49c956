import { describe, expect, it } from 'vitest';
import { faultsOf, killBrowsersInBatch, killPages } from '../faults/batch.ts';
import { withOptions } from '../faults/stage.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { batchMade, batchSchools, numberOf, openBatch, prepareBatch, putRows, storedPdf, storedSubmissions } from '../support/browser/batch.ts';
import { focusedOn, tabTo } from '../support/browser/keys.ts';
import { say, signByHand } from '../support/browser/person.ts';
import { choose, isShown, painted, press, see, tick } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';
import { wordsOf } from '../support/poppler.ts';

const silent = () => undefined;

/** The first school's number, read, was granted to the ClientID that the demo extends. */
const granted = {
  id: 'before',
  batchId: 'before',
  schoolIds: ['b0'],
  name: 'Proefschool 0',
  request: {
    applicant: { name: 'Noëmie Łukasik-Peeters', role: 'Integratiepartner' },
    date: '2026-09-03',
    director: { name: 'Directeur 0', email: 'directie0@school0.example' },
    clientId: { kind: 'extend', name: 'leerspoor_zestorens' },
    administration: { application: 'students', purpose: 'read', institutionNumbers: [numberOf(0)], use: 'Leerspoor' },
  },
  fileName: 'intake-proefschool-0.pdf',
  form: { fingerprint: 'f', name: 'intake.pdf' },
  signing: 'print',
  status: 'credentials',
  dates: { sent: '2026-09-03', credentials: '2026-09-10' },
  work: { state: 'made', hash: 'h', report: { placed: [], left: [], kept: [], annexed: [] } },
  at: 1,
};

describe.each(browserKinds)('6. A batch, in %s', (kind) => {
  const stage = useStage(kind);

  it('is chosen, checked, mended in place and made, each form with its own school’s data', async () => {
    const desk = await prepareBatch(stage.session, batchSchools(8, [7]));
    await see(desk, say('batch_counts_other', '8', '1', '0', '7'));
    for (const scheme of ['light', 'dark'] as const) {
      await stage.session.colours(desk, scheme);
      expect(await findingsOn(desk), scheme).toEqual([]);
    }
    await press(desk, '7 formulieren maken');
    await focusedOn(desk, '#batch-run');
    const made = await batchMade(desk, 7);
    expect(await faultsOf(desk, made, 7)).toEqual([]);
    await see(desk, say('batch_done'));
    // The one that is yet to be mended stays chosen.
    await see(desk, say('batch_counts_one', '1', '1', '0', '0'));
  });

  it('follows what another tab runs, and takes nothing from it', async () => {
    const { session } = stage;
    const desk = await prepareBatch(session, batchSchools(2));
    await putRows(desk, 'submissions', [
      { ...granted, id: 'waits', batchId: 'waits', work: { state: 'waiting' }, status: 'ready', dates: { ready: '2026-09-03' } },
    ]);
    await desk.evaluate("void navigator.locks.request('batch', () => new Promise((end) => { globalThis.endBatch = end; }))");
    const other = await openBatch(session);
    await see(other, say('batch_elsewhere'));
    expect(await isShown(other, 'button', say('batch_goOn', '1'))).toBe(false);
    for (const scheme of ['light', 'dark'] as const) {
      await session.colours(other, scheme);
      expect(await findingsOn(other), scheme).toEqual([]);
    }
    await desk.evaluate('endBatch()');
    await see(other, say('batch_toGoOn'));
    await press(other, say('batch_cancel', '1'));
    await see(other, say('batch_cancelled_one'));
    expect(await storedSubmissions(other)).toEqual([]);
    await press(other, say('undo'));
    await see(other, say('batch_goOn', '1'));
  });

  it('makes one form for a group of forty schools, with an annex for the numbers that find no room', async () => {
    const { session } = stage;
    const count = 40;
    // Each with two sites of its own: 120 numbers, which no form has room for.
    const numbersOf = (at: number) => [numberOf(at), `05${numberOf(at).slice(2)}`, `11${numberOf(at).slice(2)}`];
    const schools = Object.fromEntries(
      Object.entries(batchSchools(count)).map(([key, school], at) => [key, { ...(school as object), institutionNumbers: numbersOf(at) }]),
    );
    const group = { id: 'g', name: 'Scholengroep Noord', schoolIds: Object.keys(schools).map((key) => key.slice('school:'.length)), username: 'Boekhouder' };
    const desk = await prepareBatch(session, { ...schools, 'group:g': group });
    await choose(desk, say('kind_group'), group.name);
    await see(desk, say('batch_chosen', String(count), String(count + 3)));
    // A list that is drawn whole leaves what follows it in sight.
    expect(await desk.$eval('.choice-list', (list) => [list.clientHeight < 400, list.scrollHeight > list.clientHeight])).toEqual([true, true]);
    await see(desk, say('batch_counts_one', '1', '1', '0', '0'));
    for (const scheme of ['light', 'dark'] as const) {
      await session.colours(desk, scheme);
      expect(await findingsOn(desk), scheme).toEqual([]);
    }
    // The schools say their director differently: the problem leads to the choice, by keyboard too.
    // From above it: Tab at the page's end leads out of the page, into the browser's own bars.
    await desk.focus('#schools-find');
    await tabTo(desk, '[data-code=batchDirectorsDiffer]');
    await desk.keyboard.press('Enter');
    await focusedOn(desk, '#batch-director');
    await desk.keyboard.press('ArrowDown');
    await see(desk, say('batch_counts_one', '1', '0', '0', '1'));
    await press(desk, '1 formulier maken');
    const [made] = await batchMade(desk, 1);
    const words = wordsOf(await storedPdf(desk, made?.id ?? ''));
    const asked = new Set(Array.from({ length: count }, (_, at) => numbersOf(at)).flat());
    const numbers = words.map(({ text, page }) => ({ number: text.replace(/[,;]$/, ''), page })).filter(({ number }) => asked.has(number));
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(3 * count);
    // The form itself has two pages: what follows is its annex, and says of what.
    const annex = words.filter(({ page }) => page >= 2).map(({ text }) => text);
    expect(annex).toContain('Instellingsnummer(s)');
    expect(numbers.filter(({ page }) => page >= 2).length).toBeGreaterThan(count);
    const mails = words.flatMap(({ text }) => /directie\d+@school\d+\.example/.exec(text) ?? []);
    expect(mails).toEqual(['directie1@school1.example']);
    expect(words.map(({ text }) => text)).toContain('Boekhouder');
    expect(made?.name).toBe('Scholengroep Noord');
  });

  it('leaves out what a ClientID has already, says so, and asks it again where the person wants it', async () => {
    const { session } = stage;
    const empty = await session.open(`${session.origin}/desk.html#outbox`);
    await see(empty, say('outbox_empty'));
    await putRows(empty, 'submissions', [granted]);
    const desk = await prepareBatch(session, batchSchools(2));
    await desk.select('#picker-purpose', 'demo-extend');
    await see(desk, say('batch_counts_other', '2', '1', '0', '1'));
    await see(desk, say('batch_already_had', numberOf(0), say('scope_students_read'), '10/09/2026'));
    for (const scheme of ['light', 'dark'] as const) {
      await session.colours(desk, scheme);
      expect(await findingsOn(desk), scheme).toEqual([]);
    }
    await desk.focus('#schools-find');
    await tabTo(desk, '[data-code=batchNothingLeft]');
    await desk.keyboard.press('Enter');
    await focusedOn(desk, '.already input');
    await desk.keyboard.press(' ');
    await see(desk, say('batch_askedAgain'));
    await see(desk, say('batch_counts_other', '2', '0', '0', '2'));
    await press(desk, '2 formulieren maken');
    await settle(
      'two forms more',
      async () => {
        const made = (await storedSubmissions(desk)).filter(({ hash }) => hash);
        return made
          .map(({ number }) => number)
          .sort()
          .join() === [numberOf(0), numberOf(1)].join()
          ? true
          : undefined;
      },
      60_000,
    );
  });

  it('shows one form as it would be filled, with the place of what is missing, beside what is typed', async () => {
    const { session } = stage;
    const desk = await prepareBatch(session, batchSchools(3, [2]));
    await desk.focus('#schools-find');
    await tabTo(desk, '.plan-rows li.blocks button[aria-pressed]');
    await desk.keyboard.press('Enter');
    await focusedOn(desk, '#batch-preview');
    await see(desk, say('preview_ready'), 60_000);
    await painted(desk);
    for (const scheme of ['light', 'dark'] as const) {
      await session.colours(desk, scheme);
      expect(await findingsOn(desk), scheme).toEqual([]);
    }
    const marks = '.request-preview button.mark.blocks';
    await tabTo(desk, marks);
    await desk.keyboard.press('Enter');
    await focusedOn(desk, '#field-director-email');
    // Typing waits for nothing, and the row stays where it is mended.
    await desk.keyboard.type('directie2@school2.example');
    expect(await desk.$eval('#field-director-email', (field) => (field as HTMLInputElement).value)).toBe('directie2@school2.example');
    await focusedOn(desk, '#field-director-email');
    await settle('the mark to go', async () => ((await desk.$(marks)) ? undefined : true));
    await see(desk, say('preview_ready'), 60_000);
    await tabTo(desk, '.request-preview .row button');
    await desk.keyboard.press('Enter');
    await focusedOn(desk, '[id^=batch-preview-]');
    await press(desk, '3 formulieren maken');
    expect(await faultsOf(desk, await batchMade(desk, 3), 3)).toEqual([]);
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
