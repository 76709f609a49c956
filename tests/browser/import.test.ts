import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { governmentList } from '../profiles/government.ts';
import { workbook } from '../profiles/written.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { downloaded, readRecords, say } from '../support/browser/person.ts';
import { press, see, tick } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

type StoredSchool = { name: string; institutionNumbers: string[]; director: { email: string } };

const schoolsIn = (records: Record<string, unknown>) =>
  Object.entries(records).flatMap(([key, record]) => (key.startsWith('school:') && !key.startsWith('school:demo-') ? [record as StoredSchool] : []));

const sheet = workbook([
  {
    rows: [
      ['Scholen van de groep', '', ''],
      ['Instellingsnummer', 'Naam van de school', 'E-mail directie'],
      [{ value: '40444' }, 'De Wingerd', 'directie@wingerd.example'],
      [{ value: '113357' }, 'Sint-Jozef', 'directie@jozef.example'],
      [{ value: '35647' }, '’t Klaverblad', 'geen adres'],
    ],
  },
]);

const copied = 'Naam\tInstellingsnummer\tE-mail directie\nDe Zonnebloem\t5678\tdirectie@zonnebloem.example\nHet Anker\t012345\tdirectie@anker.example';

describe.each(browserKinds)('6. Schools from a spreadsheet, in %s', (kind) => {
  const stage = useStage(kind);
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'import-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = async (): Promise<Page> => {
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#profiles/schools`);
    await press(desk, say('import_open'));
    await see(desk, say('import_intro'));
    return desk;
  };
  const give = async (desk: Page, name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const input = await desk.waitForSelector('input[type=file]');
    await input?.uploadFile(path);
  };

  it('the public list goes in without a hand on its columns, with its zeros and its sites together', async () => {
    const desk = await open();
    await give(desk, 'scholen.csv', governmentList(80));
    await see(desk, say('import_count_fresh'));
    await see(desk, say('import_of', 'scholen.csv', '134'));
    expect(schoolsIn(await readRecords(stage.session))).toEqual([]);
    await desk.bringToFront();
    await press(desk, '80 scholen overnemen');
    await see(desk, '80 scholen zijn overgenomen.');
    const kept = schoolsIn(await readRecords(stage.session));
    expect(kept.map(({ institutionNumbers }) => institutionNumbers.join()).sort()).toEqual(
      Array.from({ length: 80 }, (_, at) => String(100 + at).padStart(6, '0')).sort(),
    );
    await desk.bringToFront();
    await press(desk, say('undo'));
    await settle('the schools to be gone', async () => (schoolsIn(await readRecords(stage.session)).length === 0 ? true : undefined));
  });

  it('of a workbook the bad row comes back as a file, and goes in once it is corrected', async () => {
    const desk = await open();
    await give(desk, 'groep.xlsx', sheet);
    await see(desk, say('import_inRow', '5', say('import_reason_emailInvalid', 'geen adres')));
    await see(desk, `${say('import_told_numberPadded')}: 1`);
    expect(await findingsOn(desk)).toEqual([]);
    const path = await downloaded(stage.session, () => press(desk, say('import_badDownload')), /\.csv$/i);
    await press(desk, '2 scholen overnemen');
    await see(desk, '2 scholen zijn overgenomen.');

    const text = readFileSync(path, 'utf8');
    expect(text.split('\r\n')[1]).toContain('"35647";"’t Klaverblad";"geen adres"');
    const again = await open();
    await give(again, 'verbeterd.csv', Buffer.from(text.replace('"geen adres"', '"directie@klaverblad.example"')));
    await press(again, '1 school overnemen');
    await see(again, '1 school is overgenomen.');
    expect(schoolsIn(await readRecords(stage.session))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'De Wingerd', institutionNumbers: ['040444'] }),
        expect.objectContaining({ name: 'Sint-Jozef', institutionNumbers: ['113357'] }),
        expect.objectContaining({ name: '’t Klaverblad', institutionNumbers: ['035647'], director: { name: '', email: 'directie@klaverblad.example' } }),
      ]),
    );
  });

  it('a total waits for the person; the boards become groups, and one click takes back both', async () => {
    const desk = await open();
    const rows = ['113400;Sint-Anna;VZW Oost', '113401;Sint-Lucas;VZW Oost', '2;Totaal;'];
    await give(desk, 'besturen.csv', Buffer.from(['Instellingsnummer;Naam van de school;Bestuur', ...rows].join('\n')));
    await see(desk, say('import_doubt_nameOfTotal', 'Totaal'));
    expect(await findingsOn(desk)).toEqual([]);
    await tick(desk, '1 groep maken of aanvullen van de kolom ‘Bestuur of groep’');
    await press(desk, '2 scholen overnemen en 1 groep maken');
    await see(desk, '2 scholen zijn overgenomen. 1 groep is gemaakt of aangevuld.');
    const records = await readRecords(stage.session);
    const idOf = (name: string) => Object.keys(records).find((key) => key.startsWith('school:') && (records[key] as StoredSchool).name === name);
    expect(idOf('Totaal')).toBeUndefined();
    const group = Object.values(records).find((record) => (record as StoredSchool).name === 'VZW Oost') as { schoolIds: string[] };
    expect(group.schoolIds.map((id) => `school:${id}`)).toEqual([idOf('Sint-Anna'), idOf('Sint-Lucas')]);
    await desk.bringToFront();
    await press(desk, say('undo'));
    await settle('the schools and their group to be gone', async () => {
      const left = Object.entries(await readRecords(stage.session)).filter(([key]) => key.startsWith('school:') || key.startsWith('group:'));
      return left.some(([, record]) => ['VZW Oost', 'Sint-Anna'].includes((record as StoredSchool).name)) ? undefined : true;
    });
  });

  it('rows copied in a spreadsheet are pasted anywhere; a column that is corrected is remembered', async () => {
    const desk = await open();
    // As a person copies: from a field of the page, with the keyboard.
    await desk.$eval(
      '#import-paste',
      (box, rows) => {
        (box as HTMLTextAreaElement).value = rows;
      },
      copied,
    );
    await desk.focus('#import-paste');
    for (const letter of ['a', 'x', 'v'] as const) {
      if (letter === 'v') await desk.evaluate('document.activeElement.blur()');
      await desk.keyboard.down('Control');
      await desk.keyboard.press(letter);
      await desk.keyboard.up('Control');
    }
    await see(desk, say('import_of', say('import_pasted'), '2'));
    await see(desk, '2 scholen overnemen');
    await desk.select('select[aria-label="E-mail directie"]', 'none');
    await see(desk, say('import_remembered'));
    await press(desk, '2 scholen overnemen');
    await see(desk, '2 scholen zijn overgenomen.');
    expect(schoolsIn(await readRecords(stage.session))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'De Zonnebloem', institutionNumbers: ['005678'], director: { name: '', email: '' } }),
        expect.objectContaining({ name: 'Het Anker', institutionNumbers: ['012345'], director: { name: '', email: '' } }),
      ]),
    );
  });
});
