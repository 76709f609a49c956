import type { Page } from 'puppeteer-core';
import { randomOf } from '../fuzz/random.ts';
import { tell } from '../support/browser/person.ts';
import type { Session } from '../support/browser/session.ts';
import { readVault } from './burst.ts';
import type { Mode } from './desk.ts';
import { openDesk, prepareVault } from './desk.ts';
import type { Row } from './row.ts';

type School = { id: string; name: string; institutionNumbers: string[]; director: { name: string; email: string }; accessGroups: string[]; username: string };
const key = 'school:shared';
const first: School = {
  id: 'shared',
  name: 'De Eik',
  institutionNumbers: ['035642'],
  director: { name: 'An', email: 'an@school.example' },
  accessGroups: [],
  username: '',
};

/** One tab's view of the school: what it last saw of it. The other's edits it never sees. */
class Tab {
  #seen = first;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async edit(change: (school: School) => School): Promise<School> {
    const [was, wanted] = [this.#seen, change(this.#seen)];
    await tell(this.#page, { type: 'keep', set: { [key]: wanted }, remove: [], was: { [key]: was } });
    this.#seen = wanted;
    return wanted;
  }
}

async function openTabs(session: Session, mode: Mode): Promise<[Page, Tab, Tab]> {
  const page = await openDesk(session);
  await prepareVault(page, mode);
  await tell(page, { type: 'keep', set: { [key]: first }, remove: [] });
  return [page, new Tab(page), new Tab(await openDesk(session))];
}

const stored = async (page: Page) => (await readVault(page))[key] as School | undefined;

/** Each tab changes fields of its own, both at once and neither knowing of the other: at each look both sides' last values stand. */
export async function editDifferentFields(session: Session, mode: Mode, edits: number, seed: string): Promise<Row> {
  const row: Row = { what: `two tabs, different fields, ${session.kind}, ${mode}`, times: 0, seen: '', faults: [] };
  const random = randomOf(`${seed} fields ${session.kind} ${mode}`);
  const [page, one, two] = await openTabs(session, mode);
  let looks = 0;
  while (row.times < edits) {
    const last = { name: '', email: '' };
    const typing = async (tab: Tab, count: number, type: (value: string) => (school: School) => School, note: (value: string) => void) => {
      for (let index = 0; index < count; index += 1) {
        const value = `${row.times}-${index}-${'ü'.repeat(random.below(40))}`;
        await tab.edit(type(value));
        note(value);
        row.times += 1;
      }
    };
    await Promise.all([
      typing(
        one,
        1 + random.below(20),
        (name) => (school) => ({ ...school, name }),
        (value) => {
          last.name = value;
        },
      ),
      typing(
        two,
        1 + random.below(20),
        (email) => (school) => ({ ...school, director: { ...school.director, email } }),
        (value) => {
          last.email = value;
        },
      ),
    ]);
    if (random.chance(0.3)) await session.stopBackground();
    looks += 1;
    const now = await stored(page);
    if (now?.name !== last.name || now.director.email !== last.email)
      row.faults.push(`after ${row.times} edits: ${JSON.stringify(now)} instead of ${JSON.stringify(last)}`);
  }
  row.seen = `looked ${looks} times`;
  await session.closeTabs();
  return row;
}

/** Both tabs change the same field in a random order: what was acknowledged last stands. */
export async function editSameField(session: Session, mode: Mode, edits: number, seed: string): Promise<Row> {
  const row: Row = { what: `two tabs, the same field, ${session.kind}, ${mode}`, times: 0, seen: 'looked after each', faults: [] };
  const random = randomOf(`${seed} field ${session.kind} ${mode}`);
  const [page, ...tabs] = await openTabs(session, mode);
  while (row.times < edits) {
    row.times += 1;
    const name = `${row.times}`;
    await random.pick(tabs).edit((school) => ({ ...school, name }));
    const now = await stored(page);
    if (now?.name !== name) row.faults.push(`edit ${name} was acknowledged last, and ${now?.name} stands`);
  }
  await session.closeTabs();
  return row;
}
