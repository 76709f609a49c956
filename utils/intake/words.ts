/**
 * What Dutch (and the French and English of the translated forms) says in more than one way. Tables for `match.ts`:
 * a wording that is missed because of a synonym is mended by a word here.
 */

/**
 * Stands between texts that are rewritten together: no rewriting reaches over it. For private use, so that hardly a text holds it;
 * one that no text may hold is none that Chrome lets stand in a script.
 */
export const apart = '\ue7c3';

/** Rewritten before the text is cut into words; applied in order to lower-case text without diacritics. */
export const rewritings: readonly (readonly [RegExp, string])[] = [
  [/\(((niet )?verplicht|verplichte? (veld|vraag)|vereist|optioneel|facultatief|required|optional|mandatory|obligatoire|requis|facultatif)\)/g, ' '],
  // The same without brackets, as pages show it behind a question.
  [/[\s*]+(verplicht|verplichte? (veld|vraag)|vereist|required( field| question)?|obligatoire|requis)[\s*.]*(?=\ue7c3|$)/g, ' '],
  [/\bclient[\s_-]*id\b/g, 'clientid'],
  [/\be[\s-]*mail[\s-]*adres(sen)?\b/g, 'email adres'],
  [/\bmailadres(sen)?\b/g, 'email adres'],
  [/\be[\s-]+mails?\b/g, 'email'],
  [/\brekeningen[\s-]*2[.,\s]*0\b/g, 'rekeningen20'],
  [/\binlog[\s-]*gegevens\b/g, 'inloggegevens'],
  // aan te vragen → aanvragen, uit te breiden → uitbreiden
  [/\b(aan|uit|af|op|in|door|mee) te ([a-z]{4,})/g, '$1$2'],
  // Meervoud tussen haakjes: nummer(s), groep(en).
  [/\((s|en|n|es)\)/g, ''],
  [/\b(vb|bv|bijv|ex|e\.?g)\.\s/g, 'voorbeeld '],
  [/['’`´]/g, ' '],
];

/** Words that carry a sentence but not its subject. */
export const functionWords: ReadonlySet<string> = new Set(
  (
    'de het een van voor aan in op uit te en of om bij met die dat deze dit wie wat is je we ze er ook hier hieronder graag gelieve wil mag ja zo indien als via naar per door tot over ' +
    'reeds al ook nog dan wel geef geven opgeven vul vullen kan kun moet ga heeft heb beschikt ' +
    'le la les l d du des de un une et ou a au aux que qui pour avec cette ce votre vous nous si oui ' +
    'the an of to for and or with which that this these you your we may if please yes will do does'
  ).split(' '),
);

/** Each row is one word said in several ways; the first stands for all. */
export const synonyms: readonly (readonly string[])[] = [
  'je u uw jij jouw jullie men',
  'wil wilt wens wenst wenste willen wensen',
  'ga gaat gaan zal zult zullen',
  'mag mogen kunnen kan',
  'we wij ons onze',
  'directie directeur directrice directeurs schooldirectie',
  'email mail courriel emails',
  'applicatie toepassing applicaties toepassingen',
  'gegevens data',
  'instellingsnummer instellingsnummers schoolnummer schoolnummers',
  'toegangsgroep toegangsgroepen',
  'handtekening handtekeningen',
  'bezorgen sturen opsturen overmaken doorsturen',
  'voorafgegaan voorafgaand voorafgaande',
  'bestaande bestaand huidige',
  'nieuwe nieuw',
  'gebruiken gebruik gebruikt aanwenden',
  'aanvragen vragen vraag aanvraagt',
  'opvragen ophalen',
  'aanvrager aanvraagster aanvragers',
  'scope scopes',
  'afpunten afgepunt',
  'pushen push',
].map((row) => row.split(' '));
