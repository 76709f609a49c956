import { describe, expect, it } from 'vitest';
import { requestFixture } from '../support/requests.ts';
import { judge, notPutBack } from './judge.ts';
import type { WebPage } from './page.ts';
import { negativeNames, positives } from './pages.ts';

const found = positives.find(({ name }) => name === 'traps-all');
if (!found) throw new Error('The page traps-all is gone: take another with traps.');
const page: WebPage = found;
const request = requestFixture('accounts-only');

/** What the page should hold after that request, by question. */
const wanted: Readonly<Record<string, string>> = {
  'applicant.name': 'Mia De Smet',
  'applicant.role': 'Boekhouder',
  date: '2026-11-15',
  director: 'Piet Vermeulen\ndirectie@internaat.example',
  'clientId.new': '1',
  'clientId.extend': '2',
  'accounts.accessGroups': 'Internaat Zuid',
  'accounts.username': 'desmet.mia',
  'accounts.use': 'Uitwisselen rekeningen met  Maaltijdapp',
  'accounts.reconcile': '2',
};

const fieldOf = (key: string): string => page.truths.find((truth) => truth.key === key)?.fields[0] ?? '';
const right = { ...page.state, ...Object.fromEntries(Object.entries(wanted).map(([key, value]) => [fieldOf(key), value])) };
const afterwards = (changed: Record<string, string | boolean>, said: readonly string[] = []) =>
  judge(page, request, { before: page.state, after: { ...right, ...changed }, filled: said, doubted: [], sent: 0, pressed: [] });

describe('the judge', () => {
  it('counts every asked answer that the page holds', () => {
    expect(afterwards({})).toMatchObject({ asked: 10, right: 10, wrong: 0, left: 0, faults: [] });
  });

  it.each([
    ['another value', { [fieldOf('applicant.name')]: 'Piet Vermeulen' }],
    ['the other option', { [fieldOf('accounts.reconcile')]: '1' }],
    ['another day', { [fieldOf('date')]: '2026-11-16' }],
    ['an answer where nothing was asked for', { [fieldOf('administration.use')]: 'Uitwisselen rekeningen met Maaltijdapp' }],
    ['a ticked consent', { consent: true }],
    ['a honeypot', { hp: 'Mia De Smet' }],
    ['a password', { password: 'desmet.mia' }],
    ['a search box', { query: '035642' }],
  ])('%s is wrong', (_, changed) => {
    expect(afterwards(changed).wrong).toBe(1);
  });

  it('an empty answer is left, and said to be filled it is a false claim', () => {
    expect(afterwards({ [fieldOf('accounts.username')]: '' })).toMatchObject({ right: 9, left: 1, wrong: 0, overclaimed: 0 });
    expect(afterwards({ [fieldOf('accounts.username')]: '' }, ['accounts.username'])).toMatchObject({ left: 1, overclaimed: 1 });
  });

  it('sending the form, or turning its page, is wrong', () => {
    const outcome = { before: page.state, after: right, filled: [], doubted: [] };
    expect(judge(page, request, { ...outcome, sent: 1, pressed: [] }).wrong).toBe(1);
    expect(judge(page, request, { ...outcome, sent: 0, pressed: ['verzenden'] }).wrong).toBe(1);
  });

  it('names what undo left behind', () => {
    expect(notPutBack(page, page.state, page.state)).toEqual([]);
    expect(notPutBack(page, page.state, { ...page.state, [fieldOf('date')]: '2026-11-15' })).toEqual([fieldOf('date')]);
  });
});

describe('the set', () => {
  it('has as many pages and kinds of markup as the goals ask, in both parts', () => {
    for (const part of ['dev', 'frozen'] as const) {
      expect(new Set(positives.filter((one) => one.part === part).map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(12);
    }
    expect(positives.length).toBeGreaterThanOrEqual(60);
    expect(negativeNames.length).toBeGreaterThanOrEqual(60);
    expect(new Set([...positives, ...negativeNames].map(({ name }) => name)).size).toBe(positives.length + negativeNames.length);
  });

  it.each(positives.map((one) => [one.name, one] as const))('%s: every question has fields of its own', (_, one) => {
    const fields = one.truths.flatMap((truth) => truth.fields);
    expect(new Set(fields).size).toBe(fields.length);
    for (const field of fields) expect(one.state).toHaveProperty(field);
    expect(one.truths.length).toBeGreaterThanOrEqual(8);
  });
});
