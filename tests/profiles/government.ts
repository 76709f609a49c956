import { separated } from './written.ts';

/** The public list of schools: its columns, and as many invented schools as are asked for, each with up to three sites. */

export const columns =
  'schoolnummer intern_vplnummer net naam hoofdzetel adres straat huisnummer busnummer postcode gemeente niscode provinciecode provincie VWO-vestigingsplaatscode crab-code crab-huisnr lx ly kbo-nummer telefoon fax e-mail website beheerder(s)'
    .split(' ')
    .concat(
      'soort instelling',
      'onderwijsniveau',
      'instellingstype',
      'begindatum',
      'einddatum',
      'status erkenning',
      'clb',
      'bestuur',
      'scholengemeenschap',
      'taalstelsel',
      'ingerichte hoofdstructuren',
    );

const kinds = ['Vrije Basisschool', 'GO! atheneum', 'Gemeentelijke Basisschool', 'École-Basisschool', 'Instituut Zoë'];

function siteOf(school: number, site: number): string[] {
  const number = String(100 + school);
  const street = `Verzonnenstraat ${school % 90}`;
  const written: Record<string, string> = {
    schoolnummer: number,
    intern_vplnummer: String(site),
    net: 'Vrij gesubsidieerd onderwijs',
    naam: `${kinds[school % kinds.length]} ${number} (fictief)`,
    hoofdzetel: site === 1 ? 'True' : 'False',
    adres: street,
    straat: 'Verzonnenstraat',
    huisnummer: String(school % 90),
    postcode: '9999',
    gemeente: 'Nergenshuizen',
    niscode: '99999',
    provincie: 'Fictief',
    lx: '0',
    ly: '0',
    'kbo-nummer': '0800000075',
    'e-mail': `directie${number}@school${number}.example`,
    'soort instelling': 'Onderwijsinstelling',
    onderwijsniveau: school % 2 ? 'Secundair onderwijs' : 'Basisonderwijs',
    'status erkenning': 'E',
    scholengemeenschap: school % 5 ? '0' : '191000',
    taalstelsel: 'Nederlandstalig',
  };
  return columns.map((column) => written[column] ?? '');
}

/** Header and rows; `sites` for every third school, one for the others. */
export function governmentRows(schools: number, sites = 3): string[][] {
  const rows = Array.from({ length: schools }, (_, school) => Array.from({ length: school % 3 === 0 ? sites : 1 }, (_site, site) => siteOf(school, site + 1)));
  return [columns, ...rows.flat()];
}

/** As it is published: UTF-8 with a mark, semicolons, everything quoted, CR only. */
export const governmentList = (schools: number): Uint8Array =>
  separated(governmentRows(schools), { encoding: 'utf-8 with mark', separator: ';', lineEnd: '\r', quoteAll: true });
