import { describe, expect, it } from 'vitest';
import { applicants, purposes, schools } from '../../scripts/demo/profiles.ts';
import type { PurposeProfile, School } from '../../utils/intake/profile.ts';
import { chooseProfiles, goToDesk, openInTab, say, storeRecords } from '../support/browser/person.ts';
import { isShown, press, see } from '../support/browser/screen.ts';
import { browserKinds, useStage } from '../support/browser/stage.ts';
import { settle } from '../support/browser/wait.ts';

const first = <Profile>(profiles: readonly Profile[]): Profile => {
  const [profile] = profiles;
  if (!profile) throw new Error('The demo has no profiles.');
  return profile;
};
const sound = { applicant: first(applicants), school: first(schools), purpose: first(purposes) };

type Case = { code: string; values?: readonly string[]; school?: Partial<School>; purpose?: Partial<PurposeProfile>; field: string; folded?: true };

const { administration, accounts } = sound.purpose;
const cases: readonly Case[] = [
  { code: 'clientIdNameMissing', purpose: { clientId: { kind: 'extend', name: '' } }, field: 'field-clientId-name' },
  { code: 'clientIdMissing', purpose: { clientId: { name: '' } }, field: 'field-clientId-new' },
  { code: 'clientIdSpaces', values: ['leer spoor'], purpose: { clientId: { kind: 'extend', name: 'leer spoor' } }, field: 'field-clientId-name' },
  { code: 'accessGroupMissing', school: { accessGroups: [] }, field: 'field-accounts-accessGroups' },
  { code: 'usernameMissing', school: { username: '' }, field: 'field-accounts-username' },
  { code: 'numberMissing', school: { institutionNumbers: [] }, field: 'field-administration-institutionNumbers' },
  { code: 'numberHasSite', values: ['40428-2'], school: { institutionNumbers: ['40428-2'] }, field: 'field-administration-institutionNumbers' },
  { code: 'numberPadded', values: ['35642', '035642'], school: { institutionNumbers: ['35642'] }, field: 'field-administration-institutionNumbers' },
  { code: 'credentialsToDirector', field: 'field-director-email', folded: true },
  { code: 'directorEmailMissing', school: { director: { name: 'An', email: '' } }, field: 'field-director-email' },
  {
    code: 'directorIsApplicant',
    values: [sound.applicant.email],
    school: { director: { name: 'An', email: sound.applicant.email } },
    field: 'field-director-email',
  },
  { code: 'nothingAsked', purpose: { administration: { asked: false, use: '' }, accounts: { asked: false, use: '' } }, field: 'field-administration-asked' },
  { code: 'pushStaffOnly', purpose: { administration: { ...administration, application: 'staff', purpose: 'push' } }, field: 'field-administration-purpose' },
  { code: 'useMissing', purpose: { administration: { ...administration, use: '' } }, field: 'field-administration-use' },
  { code: 'reconcileMissing', purpose: { accounts: { ...accounts, reconcile: undefined } }, field: 'field-accounts-reconcile' },
];

const text = (prefix: 'problem' | 'fix', { code, values = [] }: Case) => say(`${prefix}_${code}` as Parameters<typeof say>[0], ...values);

describe.each(browserKinds)('3. What is missing or contradictory is said at once, in %s', (kind) => {
  const stage = useStage(kind);

  it.each(cases)('$code, in plain Dutch with its fix, and it leads to $field', async (example) => {
    const school = { ...sound.school, ...example.school };
    const purpose = { ...sound.purpose, ...example.purpose };
    await storeRecords(stage.session, {
      [`school:${school.id}`]: school,
      [`purpose:${purpose.id}`]: purpose,
      'work:applicantId': sound.applicant.id,
      'work:schoolId': school.id,
      'work:purposeId': purpose.id,
    });
    const desk = await stage.session.open(`${stage.session.origin}/desk.html#request`);
    // What only informs is folded away under its number.
    if (example.folded) {
      await see(desk, say('problems_none'));
      await press(desk, /goed om te weten$/);
    }
    const shown = await see(desk, text('problem', example));
    expect(shown).toContain(text('fix', example));
    await press(desk, text('problem', example));
    await settle(`the focus in ${example.field}`, async () => ((await desk.evaluate(() => document.activeElement?.id)) === example.field ? true : undefined));
  });

  it('the popup too: ClientID and access-group problems first, the worst before the rest, each leading to its field', async () => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/intake-acroform.pdf`);
    await see(popup, say('found_pdf'));
    const school = schools.find(({ id }) => id === 'demo-klimop');
    const purpose = purposes.find(({ id }) => id === 'demo-nameless');
    await chooseProfiles(popup, { applicant: sound.applicant.name, school: school?.name ?? '', purpose: purpose?.name ?? '' });
    await see(popup, say('problem_clientIdNameMissing'));
    const codes = await popup.evaluate(() => [...document.querySelectorAll('[data-code]')].map((button) => button.getAttribute('data-code')));
    expect(codes.slice(0, 3)).toEqual(['clientIdNameMissing', 'accessGroupMissing', 'usernameMissing']);
    expect(codes.indexOf('directorConsumerMailbox')).toBeGreaterThan(codes.indexOf('reconcileMissing'));
    await press(popup, say('problem_accessGroupMissing'));
    await settle('the focus in the access groups', async () =>
      (await popup.evaluate(() => document.activeElement?.id)) === 'field-accounts-accessGroups' ? true : undefined,
    );
  });

  it('a problem leads to its place on the form as well', async () => {
    const { popup } = await openInTab(stage.session, `${stage.origin}/intake-flat.pdf`);
    await see(popup, say('found_pdf'));
    const purpose = purposes.find(({ id }) => id === 'demo-nameless');
    await chooseProfiles(popup, { applicant: sound.applicant.name, school: sound.school.name, purpose: purpose?.name ?? '' });
    const desk = await goToDesk(stage.session, popup);
    await press(desk, say('problem_clientIdNameMissing'));
    const mark = await desk.waitForSelector(`.mark.pressed[aria-label="${say('problem_clientIdNameMissing')}"]`);
    const where = await mark?.evaluate((element) => ({ left: (element as HTMLElement).style.left, top: (element as HTMLElement).style.top }));
    // The form's place, from the truth beside the fixture: left 42.52 of 595 points, top 484.43 of 842 from below.
    expect(Number.parseFloat(where?.left ?? '')).toBeCloseTo(7.1, 0);
    expect(Number.parseFloat(where?.top ?? '')).toBeCloseTo(42.5, 0);
    expect(await isShown(desk, 'button', say('export_do'))).toBe(false);
  });
});
