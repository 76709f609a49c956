import { describe, expect, it } from 'vitest';
import type { BrowserKind } from '../../scripts/browsers.ts';
import { demoFiles } from '../../scripts/demo/page.ts';
import { serve } from '../../scripts/demo/site.ts';
import { localDate } from '../../utils/intake/values.ts';
import { findingsOn } from '../support/browser/axe.ts';
import { openInTab, readRecords, say, storeRecords } from '../support/browser/person.ts';
import { choose, press, see, tick, type, valueIn } from '../support/browser/screen.ts';
import { launch, removeFolder } from '../support/browser/session.ts';
import { browserKinds, launchOptions, useStage } from '../support/browser/stage.ts';
import { pause, settle } from '../support/browser/wait.ts';

type StoredRecord = Record<string, unknown>;
const profilesIn = (records: StoredRecord, kind: string) =>
  Object.entries(records).flatMap(([key, record]) => (key.startsWith(`${kind}:`) ? [record as StoredRecord] : []));

describe.each(browserKinds)('2. Profiles are kept, in %s', (kind) => {
  const stage = useStage(kind);

  it('a popup closed in the middle of typing loses nothing', async () => {
    const { tab, popup } = await openInTab(stage.session, `${stage.origin}/intake-acroform.pdf`);
    await see(popup, say('found_pdf'));
    await press(popup, say('new_applicant'));
    await type(popup, say('field_applicant_name'), 'Żaneta Çelik');
    await type(popup, say('field_applicant_role'), 'Direc');
    await stage.session.closePopup();

    const again = await stage.session.clickIcon(tab);
    await see(again, say('found_pdf'));
    await press(again, say('edit_applicant'));
    expect(await valueIn(again, say('field_applicant_name'))).toBe('Żaneta Çelik');
    expect(await valueIn(again, say('field_applicant_role'))).toBe('Direc');
  });

  it('all three kinds are made, each with every field of its own', async () => {
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#profiles/schools`);
    await press(desk, say('new_school'));
    await type(desk, say('field_school_name'), 'De Wingerd');
    await type(desk, say('field_administration_institutionNumbers'), '040428\n35642');
    await type(desk, say('field_director_name'), 'Ann Şen');
    await type(desk, say('field_director_email'), 'directie@wingerd.example');
    await type(desk, say('field_accounts_accessGroups'), 'VZW Wingerd\nInternaat');
    await type(desk, say('field_accounts_username'), 'A.Sen');
    await press(desk, say('nav_purposes'));
    await press(desk, say('new_purpose'));
    await type(desk, say('field_purpose_name'), 'Alles voor Leerspoor');
    await tick(desk, say('field_clientId_extend'));
    await type(desk, say('field_clientId_name'), 'leerspoor_wingerd');
    await tick(desk, say('field_administration_asked'));
    await tick(desk, say('field_administration_application_students'));
    await tick(desk, say('field_administration_purpose_push'));
    await type(desk, say('field_administration_use'), 'Inschrijven via Leerspoor');
    await tick(desk, say('field_accounts_asked'));
    await type(desk, say('field_accounts_use'), 'Rekeningen uitwisselen');
    await tick(desk, say('field_accounts_reconcile_yes'));
    await pause(300);

    const records = await readRecords(stage.session);
    expect(profilesIn(records, 'school')).toContainEqual(
      expect.objectContaining({
        name: 'De Wingerd',
        institutionNumbers: ['040428', '35642'],
        director: { name: 'Ann Şen', email: 'directie@wingerd.example' },
        accessGroups: ['VZW Wingerd', 'Internaat'],
        username: 'A.Sen',
      }),
    );
    expect(profilesIn(records, 'purpose')).toContainEqual(
      expect.objectContaining({
        name: 'Alles voor Leerspoor',
        clientId: { kind: 'extend', name: 'leerspoor_wingerd' },
        administration: { asked: true, application: 'students', purpose: 'push', use: 'Inschrijven via Leerspoor' },
        accounts: { asked: true, use: 'Rekeningen uitwisselen', reconcile: true },
      }),
    );
  });

  it('a removed profile can be put back', async () => {
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#profiles/schools/demo-regenboog`);
    const name = await valueIn(desk, say('field_school_name'));
    await press(desk, say('profiles_deleteNamed', name));
    await see(desk, say('deleted', name));
    await press(desk, say('undo'));
    await see(desk, name);
    expect(profilesIn(await readRecords(stage.session), 'school')).toContainEqual(expect.objectContaining({ id: 'demo-regenboog', name }));
  });

  it('a record that is not understood is reported and stays as it is', async () => {
    const odd = { id: 'odd', name: 42, from: 'a later version' };
    await storeRecords(stage.session, { 'school:odd': odd });
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#profiles/schools`);
    await see(desk, say('unreadable', 'school:odd'));
    expect((await readRecords(stage.session))['school:odd']).toEqual(odd);
  });
});

const listed = (id: string, name: string, numbers: string[], more: object = {}) => ({
  id,
  name,
  institutionNumbers: numbers,
  director: { name: '', email: '' },
  accessGroups: [],
  username: '',
  changedAt: '2020-10-01',
  ...more,
});

describe('6. Many profiles, in chrome', () => {
  const stage = useStage('chrome');
  const schoolsOf = async () => {
    const stored = profilesIn(await readRecords(stage.session), 'school').filter(({ id }) => !String(id).startsWith('demo-'));
    return Object.fromEntries(stored.map((school) => [String(school.id), school]));
  };

  it('a school that is there twice becomes one, and two again', async () => {
    const twins = {
      'school:a': listed('a', 'De Wingerd', ['040444'], { username: 'A.Sen' }),
      'school:b': listed('b', 'Wingerd BaO', ['40444', '040451'], { accessGroups: ['VZW Wingerd'] }),
    };
    await storeRecords(stage.session, twins);
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#profiles/schools`);
    await press(desk, say('twins_mergeNamed', 'De Wingerd'));
    await see(desk, say('twins_merged', 'De Wingerd'));
    const { a, b } = await schoolsOf();
    expect([a, b]).toEqual([
      expect.objectContaining({ name: 'De Wingerd', institutionNumbers: ['040444', '040451'], accessGroups: ['VZW Wingerd'], username: 'A.Sen' }),
      undefined,
    ]);
    await desk.bringToFront();
    await press(desk, say('undo'));
    await settle('both to be as they were', async () => ((await schoolsOf()).b ? true : undefined));
    expect(await schoolsOf()).toEqual({ a: twins['school:a'], b: twins['school:b'] });
  });

  it('several are changed and removed together, with a way back for each', async () => {
    const three = Object.fromEntries(['x', 'y', 'z'].map((id, at) => [`school:${id}`, listed(id, `Reeks ${id}`, [`05000${at}`])]));
    await storeRecords(stage.session, three);
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#profiles/schools`);
    await press(desk, say('together_title'));
    await type(desk, say('profiles_find'), 'Reeks');
    await press(desk, say('batch_chooseFound', '3'));
    await type(desk, say('together_username'), 'B.Maes');
    await press(desk, '3 scholen wijzigen');
    await see(desk, '3 scholen zijn gewijzigd.');
    expect(Object.values(await schoolsOf()).map(({ username }) => username)).toEqual(['B.Maes', 'B.Maes', 'B.Maes']);
    await desk.bringToFront();
    await press(desk, say('undo'));
    await settle('the change to be undone', async () => (Object.values(await schoolsOf()).every(({ username }) => username === '') ? true : undefined));
    await desk.bringToFront();
    await press(desk, '3 scholen verwijderen');
    await settle('the schools to be gone', async () => (Object.keys(await schoolsOf()).length === 0 ? true : undefined));
    await desk.bringToFront();
    await press(desk, say('undo'));
    const back = await settle('the schools to be back', async () => {
      const schools = await schoolsOf();
      return Object.keys(schools).length === 3 ? schools : undefined;
    });
    expect(back.x).toEqual(three['school:x']);
  });

  it('those of an earlier school year are shown alone, and said to be right: one, and all at once', async () => {
    const old = Object.fromEntries(['x', 'y', 'z'].map((id, at) => [`school:${id}`, listed(id, `Reeks ${id}`, [`05000${at}`])]));
    await storeRecords(stage.session, old);
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#profiles/schools/x`);
    await see(desk, say('age_oldHint'));
    expect(await findingsOn(desk)).toEqual([]);
    await press(desk, say('age_right'));
    await see(desk, '1 profiel is nagekeken.');
    await tick(desk, 'Alleen de 2 na te kijken');
    await press(desk, 'Alle 2 getoonde zijn nog juist');
    await see(desk, '2 profielen zijn nagekeken.');
    const today = localDate(new Date());
    expect(Object.values(await schoolsOf()).map(({ changedAt, checkedAt }) => [changedAt, checkedAt])).toEqual(Array(3).fill(['2020-10-01', today]));
    await desk.bringToFront();
    await press(desk, say('undo'));
    await see(desk, 'Alleen de 2 na te kijken');
  });
});

describe.each(browserKinds)('2. Profiles survive a power cut, in %s', (kind: BrowserKind) => {
  it('what was typed is there when the browser, killed, is started again', async () => {
    const site = await serve(await demoFiles());
    const options = await launchOptions(kind);
    const first = await launch(options);
    await storeRecords(first, { settings: { language: 'nl' } });
    const desk = await first.open(`${first.origin}/desk.html#profiles/applicants`);
    await press(desk, say('new_applicant'));
    await type(desk, say('field_applicant_name'), 'Noëlle Kılıç');
    // The browsers write to disk a moment later; a person takes longer than that to reach the switch.
    await pause(3000);
    await first.kill();

    const second = await launch(options);
    try {
      expect(profilesIn(await readRecords(second), 'applicant')).toEqual([expect.objectContaining({ name: 'Noëlle Kılıç' })]);
      const { popup } = await openInTab(second, `${site.origin}/intake-flat.pdf`);
      await see(popup, say('found_pdf'));
      await choose(popup, say('kind_applicant'), 'Noëlle Kılıç');
      await see(popup, say('problem_applicantRoleMissing'));
    } finally {
      await second.close();
      await site.close();
      removeFolder(options.profileFolder);
      removeFolder(options.downloadFolder);
    }
  });
});
