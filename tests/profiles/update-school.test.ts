import { describe, expect, it } from 'vitest';
import type { School } from '../../utils/intake/profile.ts';
import type { ReadSchool } from '../../utils/profiles/read-schools.ts';
import { doubtsAbout, updateSchool } from '../../utils/profiles/update-school.ts';

type Director = School['director'];

const kept = (given: Partial<School> = {}): School => ({
  id: 's',
  name: 'De Ark',
  institutionNumbers: ['040444'],
  director: { name: 'Wim Bos', email: 'wim@bos.example' },
  accessGroups: [],
  username: '',
  ...given,
});

const read = (name: string, director: Director = { name: '', email: '' }, given: Partial<ReadSchool> = {}): ReadSchool => ({
  school: { name, institutionNumbers: ['040444'], director, accessGroups: [], username: '' },
  isNamed: true,
  board: '',
  rows: [2],
  emailIsSchools: false,
  doubts: [],
  ...given,
});

describe('a name of the list', () => {
  it.each([
    ['De Ark', 'VBS De Ark', 'VBS De Ark'],
    ['040444', 'De Ark', 'De Ark'],
    ['', 'De Ark', 'De Ark'],
    ['De Ark', 'DE  ARK', 'De Ark'],
    ['’t Anker', "'t Anker", '’t Anker'],
  ])('‘%s’, in the list ‘%s’, becomes ‘%s’', (before, said, after) => {
    expect(updateSchool(kept({ name: before }), read(said)).name).toBe(after);
  });

  it('is none where another part stands for it', () => {
    expect(updateSchool(kept(), read('040444', undefined, { isNamed: false })).name).toBe('De Ark');
  });

  it.each([
    ['De Ark', 'Sint-Maria', true],
    ['Vrije Basisschool De Ark', 'Vrije Basisschool De Wingerd', true],
    ['Sint-Jozef', 'Sint-Maria', true],
    ['Vrije Basisschool De Ark', 'VBS De Ark', false],
    ['Sint-Jozef', 'Sint-Jozefscollege Brugge', false],
    ['KA Brugge', 'Koninklijk Atheneum Brugge', false],
    ['Sacré-Cœur', 'SACRE COEUR', false],
    ['Basisschool', 'Basisschool De Ark', false],
    ['040444', 'De Ark', false],
    ['', 'De Ark', false],
  ])('‘%s’ and ‘%s’ under one number: doubted %s', (before, said, doubted) => {
    expect(doubtsAbout(kept({ name: before }), read(said)).map(({ code }) => code)).toEqual(doubted ? ['otherName'] : []);
  });

  it('is not doubted where the number is not what they share', () => {
    expect(doubtsAbout(kept({ institutionNumbers: [] }), read('Sint-Maria'))).toEqual([]);
    expect(doubtsAbout(kept(), read('Sint-Maria', undefined, { isNamed: false }))).toEqual([]);
  });
});

describe('a director of the list', () => {
  const wim = { name: 'Wim Bos', email: 'wim@bos.example' };
  const office = { name: 'Wim Bos', email: 'directie@ark.example' };
  const noAddress = { name: 'Wim Bos', email: '' };
  const of = (name: string, email: string): Director => ({ name, email });

  it.each([
    ['another address, of nobody known', wim, of('', 'an@klimop.example'), of('', 'an@klimop.example')],
    ['another address, of the same person', wim, of('', 'w.bos@klimop.example'), of('Wim Bos', 'w.bos@klimop.example')],
    ['another address, with the name in one word', wim, of('', 'wimjanssens@klimop.example'), of('', 'wimjanssens@klimop.example')],
    [
      'another address, with a long name in one word',
      of('Wim Janssens', 'x@y.example'),
      of('', 'wjanssens@y.example'),
      of('Wim Janssens', 'wjanssens@y.example'),
    ],
    ['a name that only the domain has', wim, of('', 'an@bos.example'), of('', 'an@bos.example')],
    ['the same address', wim, of('', 'WIM@bos.example'), of('Wim Bos', 'WIM@bos.example')],
    ['a first address, of the post', noAddress, of('', 'directie@ark.example'), of('Wim Bos', 'directie@ark.example')],
    ['a first address, of somebody else', noAddress, of('', 'an@klimop.example'), of('', 'an@klimop.example')],
    ['another name and another address', wim, of('An Claes', 'an@klimop.example'), of('An Claes', 'an@klimop.example')],
    ['another name, and the old one’s own address', wim, of('An Claes', ''), of('An Claes', '')],
    ['another name, and the address of the post', office, of('An Claes', ''), of('An Claes', 'directie@ark.example')],
    ['a name of the same family', wim, of('An Bos', ''), of('An Bos', '')],
    ['a name with the same particle', of('Jan De Smet', 'jan.desmet@x.example'), of('An De Wit', ''), of('An De Wit', '')],
    ['an address with a particle', of('Jan De Smet', 'x@y.example'), of('', 'de.kei@y.example'), of('', 'de.kei@y.example')],
    ['a longer name', wim, of('Wim Bos-Peeters', ''), of('Wim Bos-Peeters', 'wim@bos.example')],
    ['the same name, written otherwise', wim, of('W. Bos', ''), of('W. Bos', 'wim@bos.example')],
    ['nothing', wim, of('', ''), wim],
  ])('%s', (_, before, said, after) => {
    expect(updateSchool(kept({ director: before }), read('De Ark', said)).director).toEqual(after);
  });

  it('whose address is the school’s: it fills a gap, and takes nobody’s place', () => {
    const info = read('De Ark', of('', 'post@ark.example'), { emailIsSchools: true });
    expect(updateSchool(kept({ director: wim }), info).director).toEqual(wim);
    expect(updateSchool(kept({ director: noAddress }), info).director).toEqual(of('Wim Bos', 'post@ark.example'));
  });
});
