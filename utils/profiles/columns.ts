/**
 * What a column of a list of schools can be. `schoolEmail`: an address of the school, not surely the director's. `mainSeat`: tells the
 * row of a school's main seat among those of its sites. `reason`: what an earlier import said of its bad rows. `none`: nothing of ours.
 */
export const roles = [
  'name',
  'number',
  'board',
  'directorName',
  'directorFirstName',
  'directorLastName',
  'directorEmail',
  'schoolEmail',
  'accessGroups',
  'username',
  'mainSeat',
  'reason',
  'none',
] as const;
export type Role = (typeof roles)[number];

/** A header without accents, capitals and signs: `Naam van de school(en)` → `naam van de school`, `e-mail` → `e mail`. */
export function plainHeader(header: string): string {
  return header
    .slice(0, 200)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\((s|en|n|es|naam|nom)\)/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const director =
  /\b(school)?(directies?|directeurs?|directrices?|directeurice|directors?|direction)\b|\b(schoolhoofd|hoofd van de school|chef d etablissement|head ?teacher|headmaster|principal)\b/;
const email = /\be ?mails?\b|\be ?mail ?adres(sen)?\b|\b(mail|mails|mailadres|mailadressen|courriel|courriels|mel)\b/;
const firstName = /\b(voornaam|prenom|first ?name|given ?name)\b/;
const lastName = /\b(achternaam|familienaam|nom de famille|last ?name|surname|family ?name)\b/;
const boardWord =
  /\b(school)?bestuur(s|en)?\b|\b(inrichtende macht|pouvoir organisateur|scholengroep|scholengemeenschap|board|school ?group|groupe scolaire|vzw|asbl)\b/;
const boardAlone =
  /^((naam|name|nom|naam van|nom du|name of) )?(het |de |le |la |the )?((school)?bestuur|inrichtende macht|pouvoir organisateur|scholengroep|scholengemeenschap|(school )?board|school ?group|groupe scolaire|koepel|groep|groupe|group|vzw|asbl|p ?o)( (naam|name|nom))?$/;
const numbered = /(nummers?|nrs?|codes?|numeros?|numbers?|\bids?)\b/;
const schoolNumber =
  /\b(instellings|school|instelling)(nummers?|nrs?|codes?)\b|\binst(ell)?( )?(nrs?|nummers?|codes?)\b|\b(school|instelling|instellings|institution|establishment) (nummers?|nrs?|codes?|numbers?|ids?)\b|\b(nummers?|nrs?) (van de |v d |vd )?(school|scholen|instelling|instellingen)\b|\bnumeros? (d |de l |de )?(institution|etablissement|ecole)s?\b|\bstamnummers?\b/;
const schoolName =
  /^(naam|name|nom|school|scholen|schools?|ecoles?|etablissement|(onderwijs)?instelling|institution|internaat|schoolnaam|(onderwijs)?instellingsnaam|schoolname|benaming|denominatie|denomination|(volledige|officiele|korte) naam|(naam|name|nom|benaming|denomination) (van |de |d |du |of )?(de |het |l |la |le |the )?(school|scholen|instelling|internaat|ecole|etablissement|institution)( of internaat)?|(school|instelling|institution|ecole) (naam|name|nom))$/;

/** What lists of schools hold beside what is asked here. Such a column is known, so that nothing is guessed of its cells. */
const others = [
  /\b(kbo|ondernemings?|ondernemingsnummer|btw|tva|vat|bce|nis|niscode|ins code|iban|rekeningnummer|rijksregister|insz)\b/,
  /\b(postcode|postnummer|code postal|zip|zip ?code|gemeente|deelgemeente|stad|commune|ville|city|provincie|provinciecode|province|land|pays|country)\b/,
  /\b(straat|straatnaam|adres|adresse|address|rue|street|huisnummer|huisnr|busnummer|bus|crab)\b(?!.*mail)/,
  /\b(telefoon|telefoonnummer|tel|telephone|phone|gsm|mobiel|fax|website|web|url|site web)\b/,
  /\b(lx|ly|latitude|longitude|begindatum|einddatum|datum|date|status|erkenning|clb|net|onderwijsnet|reseau|taalstelsel|taal|langue)\b/,
  /\b(onderwijsniveau|niveau|instellingstype|type|soort|soort instelling|hoofdstructuren|ingerichte hoofdstructuren|beheerder|aantal|nombre|leerlingen)\b/,
  /vestiging|vplnummer|\b(vpl|volgnummer|opmerking|opmerkingen|remarque|remarques|remark|remarks|notes?|commentaar)\b/,
];

const saysDirector = (header: string) => director.test(header);
const saysEmail = (header: string) => email.test(header);

/** Read from the top: the first that fits a header is what its column is. */
const wordings: readonly { role: Role; fits: (header: string) => boolean }[] = [
  { role: 'reason', fits: (header) => /^(reden|raison|reason) intakehulp$/.test(header) },
  { role: 'accessGroups', fits: (header) => /\b(toegangsgroep(en)?|toegangs groep(en)?|access ?groups?|groupes? d acces)\b/.test(header) },
  {
    role: 'username',
    fits: (header) => /\b(gebruikersnaam|gebruikersnamen|user ?name|login|identifiant|nom d utilisateur|utilisateur|gebruiker)\b/.test(header),
  },
  { role: 'mainSeat', fits: (header) => /^(hoofdzetel|siege principal|main seat)$/.test(header) },
  { role: 'directorEmail', fits: (header) => saysDirector(header) && saysEmail(header) },
  { role: 'none', fits: (header) => saysEmail(header) && boardWord.test(header) },
  { role: 'schoolEmail', fits: saysEmail },
  { role: 'directorFirstName', fits: (header) => firstName.test(header) },
  { role: 'directorLastName', fits: (header) => lastName.test(header) },
  { role: 'none', fits: (header) => boardWord.test(header) && numbered.test(header) && !schoolNumber.test(header) },
  { role: 'number', fits: (header) => schoolNumber.test(header) },
  { role: 'board', fits: (header) => boardAlone.test(header) },
  { role: 'name', fits: (header) => schoolName.test(header) },
  { role: 'none', fits: (header) => others.some((other) => other.test(header)) },
  { role: 'directorName', fits: saysDirector },
];

/** What a header says that its column is; undefined where it tells nothing. */
export function roleOfHeader(header: string): Role | undefined {
  // Sentences, addresses and numbers are cells, not headers.
  if (header.length > 80 || header.includes('@')) return undefined;
  const plain = plainHeader(header);
  return plain === '' ? undefined : wordings.find(({ fits }) => fits(plain))?.role;
}

/** A header of these words names the school itself, rather than something that has a name. */
export const namesSchool = (header: string) => /school|instelling|internaat|ecole|etablissement|institution/.test(plainHeader(header));
