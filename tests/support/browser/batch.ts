import type { Page } from 'puppeteer-core';
import { openFile, say, storeRecords } from './person.ts';
import { press, see, tick } from './screen.ts';
import type { Session } from './session.ts';
import { settle } from './wait.ts';

/** A batch as a person makes one, and what is then stored of it. */

const flatForm = new URL('../../fixtures/forms/intake-flat.pdf', import.meta.url).pathname;

export const numberOf = (at: number) => String(40000 + at).padStart(6, '0');

/** Schools in order; of each that `broken` names the director has no address. */
export function batchSchools(count: number, broken: readonly number[] = []): Record<string, unknown> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const director = { name: `Directeur ${at}`, email: broken.includes(at) ? '' : `directie${at}@school${at}.example` };
      const school = {
        id: `b${at}`,
        name: `Proefschool ${at}`,
        institutionNumbers: [numberOf(at)],
        director,
        accessGroups: [`VZW ${at}`],
        username: `A.${at}`,
      };
      return [`school:b${at}`, school];
    }),
  );
}

/** Stores the schools (and what is to be there beside them), opens the form, and chooses all of them for a batch to print and sign; the demo's profiles must be there. */
export async function prepareBatch(session: Session, records: Record<string, unknown>): Promise<Page> {
  await storeRecords(session, records);
  const opened = await openFile(session, flatForm);
  await see(opened, say('found_pdf'));
  await opened.close();
  const desk = await openBatch(session);
  await desk.waitForSelector('#picker-purpose');
  await desk.select('#picker-applicant', 'demo-noemie');
  await desk.select('#picker-purpose', 'demo-both');
  await desk.type('#schools-find', 'Proefschool');
  await press(desk, say('batch_chooseFound', String(Object.keys(records).filter((key) => key.startsWith('school:')).length)));
  await tick(desk, say('sign_print'));
  return desk;
}

export async function openBatch(session: Session): Promise<Page> {
  const desk = await session.open(`${session.origin}/desk.html#batch`);
  await see(desk, say('batch_intro'));
  return desk;
}

/** `hash`: SHA-256 of its PDF, where one is stored. */
export type StoredSubmission = { id: string; name: string; state: string; number: string; hash: string | undefined };

/** Every submission, straight from the database of a plain vault. */
export function storedSubmissions(page: Page): Promise<StoredSubmission[]> {
  return page.evaluate(async () => {
    type Row = { id: string; name: string; work: { state: string }; request: { administration?: { institutionNumbers: string[] } } };
    type Pdf = { id: string; bytes: Uint8Array<ArrayBuffer> };
    const [rows, pdfs] = await new Promise<[Row[], Pdf[]]>((resolve, reject) => {
      const opening = indexedDB.open('intakehulp');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const reading = opening.result.transaction(['submissions', 'documents']);
        const submissions = reading.objectStore('submissions').getAll();
        const documents = reading.objectStore('documents').getAll();
        reading.oncomplete = () => {
          opening.result.close();
          resolve([submissions.result, documents.result]);
        };
      };
    });
    const hashes = new Map<string, string>();
    for (const { id, bytes } of pdfs) hashes.set(id, Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))).join(' '));
    return rows.map(({ id, name, work, request }) => {
      return { id, name, state: work.state, number: request.administration?.institutionNumbers[0] ?? '', hash: hashes.get(id) };
    });
  });
}

/** The PDF that is stored for one submission of a plain vault. */
export async function storedPdf(page: Page, id: string): Promise<Uint8Array> {
  const base64 = await page.evaluate(
    (wanted) =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('intakehulp');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('documents').objectStore('documents').get(wanted);
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            opening.result.close();
            const reader = new FileReader();
            reader.onload = () => resolve(String(reader.result).replace(/^.*,/, ''));
            reader.readAsDataURL(new Blob([(reading.result as { bytes: Uint8Array<ArrayBuffer> }).bytes]));
          };
        };
      }),
    id,
  );
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

/** Waits until so many are made, and nothing waits. */
export function batchMade(page: Page, count: number): Promise<StoredSubmission[]> {
  return settle(
    `${count} forms to be made`,
    async () => {
      const stored = await storedSubmissions(page);
      return stored.filter(({ state }) => state === 'made').length === count ? stored : undefined;
    },
    120_000 + count * 2_000,
  );
}

/** Puts rows into the database of the open page, which has made it. */
export function putRows(page: Page, store: string, rows: readonly object[]): Promise<void> {
  return page.evaluate(
    (name, given) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('intakehulp');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction([name], 'readwrite');
          for (const row of given) writing.objectStore(name).put(row);
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    store,
    rows,
  );
}
