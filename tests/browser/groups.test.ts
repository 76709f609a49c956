import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { findingsOn } from '../support/browser/axe.ts';
import { readRecords, say, storeRecords } from '../support/browser/person.ts';
import { press, see, tick, type } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

const school = (id: string, name: string, number: string) => ({
  id,
  name,
  institutionNumbers: [number],
  director: { name: 'An Claes', email: `directie@${id}.example` },
  accessGroups: [],
  username: '',
});
const schools = {
  'school:wingerd': school('wingerd', 'De Wingerd', '040444'),
  'school:anker': school('anker', 'Het Anker', '012345'),
  'school:anker2': school('anker2', 'Het Anker (dubbel)', '012345'),
  'school:zon': school('zon', 'De Zonnebloem', '005678'),
};

type StoredGroup = { id: string; name: string; schoolIds: string[]; director: { email: string } };

describe.each(browserKinds)('6. Groups of schools, in %s', (kind) => {
  const stage = useStage(kind);
  const at = async (view: string): Promise<Page> => {
    const desk = await stage.session.open(`${stage.session.origin}/desk.html${view}`);
    await desk.bringToFront();
    return desk;
  };
  const groups = async () =>
    Object.entries(await readRecords(stage.session)).flatMap(([key, record]) => (key.startsWith('group:') ? [record as StoredGroup] : []));
  const settled = (what: string, is: (kept: StoredGroup[]) => boolean) =>
    settle(what, async () => {
      const kept = await groups();
      return is(kept) ? kept : undefined;
    });

  it('a group is made of ticked schools, named, changed, and comes back when it was removed', async () => {
    await storeRecords(stage.session, schools);
    const desk = await at('#profiles/schools');
    await press(desk, say('together_title'));
    await type(desk, say('profiles_find'), 'De ');
    await tick(desk, 'De Wingerd 040444');
    await tick(desk, 'De Zonnebloem 005678');
    await press(desk, 'Groep maken van 2 scholen');
    await see(desk, '2 scholen in deze groep');
    await type(desk, say('field_group_name'), 'Scholengroep Noord');
    await type(desk, say('field_director_email'), 'bestuur@noord.example');
    await settled('the group', ([group]) => group?.name === 'Scholengroep Noord' && group.director.email === 'bestuur@noord.example');
    expect(await findingsOn(desk)).toEqual([]);

    await desk.bringToFront();
    await press(desk, say('group_leaveNamed', 'De Zonnebloem'));
    await see(desk, '1 school in deze groep');
    await press(desk, say('group_choose'));
    await tick(desk, 'Het Anker 012345');
    const [changed] = await settled('the other school', ([group]) => group?.schoolIds.join() === 'wingerd,anker');

    await desk.bringToFront();
    await press(desk, say('profiles_deleteNamed', 'Scholengroep Noord'));
    await see(desk, say('none_group'));
    await press(desk, say('undo'));
    await see(desk, '2 scholen');
    expect(await settled('the group to be back', (kept) => kept.length === 1)).toEqual([changed]);
  });

  it('follows a school that is merged, and drops one that is removed; both come back', async () => {
    const group = { id: 'g', name: 'Noord', schoolIds: ['wingerd', 'anker2'], director: { name: '', email: '' }, username: '' };
    await storeRecords(stage.session, { ...schools, 'group:g': group });
    const desk = await at('#profiles/schools');
    await press(desk, say('twins_mergeNamed', 'Het Anker'));
    await see(desk, say('twins_merged', 'Het Anker'));
    await settled('the group to follow', ([one]) => one?.schoolIds.join() === 'wingerd,anker');
    await desk.bringToFront();
    await press(desk, say('undo'));
    await settled('the group to be as it was', ([one]) => one?.schoolIds.join() === 'wingerd,anker2');
    await desk.close();

    const school = await at('#profiles/schools/wingerd');
    await press(school, say('profiles_deleteNamed', 'De Wingerd'));
    await press(school, say('nav_groups'));
    await see(school, 'Noord 1 school');
    await press(school, say('undo'));
    await see(school, 'Noord 2 scholen');
  });
});
