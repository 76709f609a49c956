import type { Negative } from '../negative.ts';
import { box, choice, field, fields, form, items, list, paragraphs, rows, yesNo } from '../negative.ts';
import { escapeValue } from '../print/template.ts';
import { official } from './wordings.ts';

const said = Object.values(official.questions);

/** The form itself, small: for pages on which nobody may fill it. */
const wholeForm = (attributes = ''): string =>
  form(
    official.title,
    `<fieldset ${attributes}>`,
    fields(
      'Naam aanvrager',
      'Functie aanvrager',
      'Naam van de ClientID die je wil uitbreiden',
      'Naam van de toegangsgroep(en)',
      'Gebruikersnaam van een actieve gebruiker van Rekeningen2.0',
    ),
    yesNo(official.questions['clientId.new']),
    yesNo(official.questions['clientId.extend']),
    yesNo(official.questions['accounts.reconcile']),
    '</fieldset>',
  );

export const negatives: readonly Negative[] = [
  {
    name: 'login-smartschool',
    title: 'Aanmelden',
    body: form('Aanmelden op het leerplatform', fields('Gebruikersnaam'), field('Wachtwoord', 'password'), box('Aangemeld blijven')),
  },
  {
    name: 'pupil-enrolment',
    title: 'Leerling inschrijven',
    body: form(
      'Inschrijving van een leerling',
      fields('Naam aanvrager', 'Voornaam leerling', 'Rijksregisternummer', 'Instellingsnummer van de vorige school'),
      field('Datum van inschrijving', 'date'),
      yesNo('Is de leerling nieuw in deze school?'),
      yesNo('Heeft de leerling een verslag?'),
      fields('Naam van de directie', 'E-mailadres van de directie'),
    ),
  },
  {
    name: 'pupil-transfer',
    title: 'Overdracht leerlinggegevens',
    body: form(
      'Overdracht tussen scholen',
      fields('Instellingsnummer oude school', 'Instellingsnummer nieuwe school', 'Naam leerling', 'Functie aanvrager', 'Naam aanvrager'),
      choice('Welke gegevens?', ['Leerlingenadministratie', 'Evaluatie', 'Zorg', 'Beide']),
      field('Datum', 'date'),
    ),
  },
  {
    name: 'newsletter',
    title: 'Nieuwsbrief',
    body: form('Nieuwsbrief voor scholen', field('E-mailadres', 'email'), fields('Uw naam', 'Uw functie'), box('Ik ga akkoord')),
  },
  {
    name: 'checkout',
    title: 'Afrekenen',
    body: form(
      'Je bestelling',
      fields('Naam', 'Straat en nummer', 'Postcode', 'Gemeente', 'BTW-nummer'),
      field('E-mailadres', 'email'),
      yesNo('Wens je een factuur?'),
      choice('Verzending', ['Thuis', 'Afhaalpunt']),
      field('Datum van levering', 'date'),
    ),
  },
  {
    name: 'api-docs',
    title: 'API-documentatie',
    body: `<form role="search"><input type="search" aria-label="Zoek in de documentatie"></form><h1>Toegang tot de API</h1>${paragraphs('Om een ClientID te krijgen vul je het intakeformulier in. Het vraagt:')}${items(...said)}<form>${yesNo('Was deze pagina nuttig?')}${field('Wat kan er beter?', 'area')}</form>`,
  },
  {
    name: 'api-docs-try',
    title: 'Probeer de API',
    body: `<h1>GET /leerlingen</h1>${paragraphs('Je hebt een client_id nodig met de scope api_informat_sas_leerlingen.leerlingen.040428.')}${form('Probeer het', fields('client_id', 'client_secret', 'scope', 'Instellingsnummer', 'Schooljaar'), list('Structuur', 'Basis', 'Secundair'))}`,
  },
  {
    name: 'api-reference',
    title: 'Reference',
    language: 'en',
    body: `<h1>Parameters</h1>${rows(['client_id', 'string', 'The ClientID that you requested'], ['institutionNo', 'string', 'Institution number, six digits'], ['accessGroup', 'string', 'Name of the access group'])}<form><label>Filter <input></label><label>Version <select><option>v1<option>v2</select></label></form>`,
  },
  {
    name: 'api-keys',
    title: 'API keys',
    language: 'en',
    body: form(
      'Create an API key',
      fields('Name', 'Description', 'Allowed IP addresses'),
      list('Expires', '30 days', '90 days', 'Never'),
      choice('Permissions', ['Read data', 'Write data', 'Both']),
    ),
  },
  {
    name: 'admin-tokens',
    title: 'Tokens',
    body: `<h1>Toegangstokens</h1>${rows(['Naam', 'ClientID', 'Datum'], ['Leerspoor', 'leerspoor_sg', '03/09/2026'])}${form('Nieuwe token', fields('Naam', 'Waarvoor dient deze token?'), field('Vervaldatum', 'date'))}`,
  },
  {
    name: 'admin-webhooks',
    title: 'Webhooks',
    body: form(
      'Webhook toevoegen',
      fields('URL', 'ClientID', 'Geheim'),
      choice('Gebeurtenissen', ['Inschrijvingen', 'Leerlingen', 'Personeel', 'Beide'], 'checkbox'),
      yesNo('Actief?'),
    ),
  },
  {
    name: 'developer-portal',
    title: 'Mijn applicaties',
    language: 'en',
    body: form(
      'Edit application',
      fields('Application name', 'Client ID', 'Client secret', 'Redirect URI'),
      list('Application type', 'Web', 'Native', 'Machine to machine'),
      choice('Scopes', ['students', 'staff', 'accounts'], 'checkbox'),
    ),
  },
  {
    name: 'oauth-consent',
    title: 'Toestemming',
    body: form(
      'Leerspoor vraagt toegang',
      paragraphs('ClientID leerspoor_zestorens wil gegevens opvragen uit de leerlingenadministratie en de personeelsadministratie.'),
      box('Leerlingen raadplegen'),
      box('Personeel raadplegen'),
    ),
  },
  {
    name: 'other-vendor-access',
    title: 'Sleutel aanvragen',
    body: form(
      'Toegang tot het leerlingvolgsysteem',
      fields('Naam aanvrager', 'Functie aanvrager', 'School', 'Publiek IP-adres van de server', 'Technische contactpersoon'),
      field('E-mailadres', 'email'),
      field('Waarvoor heb je de sleutel nodig?', 'area'),
      choice('Omgeving', ['Test', 'Productie', 'Beide']),
    ),
  },
  {
    name: 'quoted-article',
    title: 'Zo vraag je API-toegang',
    body: `<article><h1>Het intakeformulier van Informat in tien stappen</h1>${said.map((question) => `<h3>${question}</h3><p>Vul hier in wat gevraagd wordt; Ja of Nee kruis je aan.</p>`).join('')}</article>`,
  },
  {
    name: 'quoted-faq',
    title: 'Veelgestelde vragen',
    body: `<h1>Veelgestelde vragen</h1>${said.map((question) => `<details><summary>${question}</summary><p>Dat leest u in de handleiding.</p></details>`).join('')}<form><label for="vr">Staat je vraag er niet bij?</label><textarea id="vr"></textarea><label for="em">E-mailadres</label><input id="em" type="email"></form>`,
  },
  {
    name: 'search-pages',
    title: 'Zoeken',
    body: `<form role="search"><input type="search" name="q" value="informat clientid aanvragen"><button>Zoek</button></form>${said.map((question) => `<div><a href="#">${question}</a><p>… intakeformulier API … toegangsgroep … Rekeningen2.0 …</p></div>`).join('')}`,
  },
  {
    name: 'job-application',
    title: 'Solliciteren',
    body: form(
      'Solliciteer als ICT-coördinator',
      fields('Voornaam en naam', 'Huidige functie', 'Telefoon'),
      field('E-mailadres', 'email'),
      field('Datum waarop je kan starten', 'date'),
      yesNo('Heb je een pedagogisch diploma?'),
      field('Waarom wil je bij ons werken?', 'area'),
    ),
  },
  {
    name: 'github-issue',
    title: 'New issue',
    language: 'en',
    body: `<h1>Bug report</h1><form>${field('Title')}${field('Describe the bug: reconcile accounts through the API fails for an access group', 'area')}${list('ClientID used', 'test', 'production')}${box('I searched existing issues')}</form>${items(...said.slice(0, 8))}`,
  },
  {
    name: 'survey-form',
    title: 'Wat vond je van het intakeformulier?',
    body: form(
      'Enquête over het intakeformulier API',
      ...[
        'Was de vraag “Wens je een nieuwe ClientID aan te vragen?” duidelijk?',
        'Was de vraag “Naam van de toegangsgroep(en)” duidelijk?',
        'Was de vraag “Wil je ook de rekeningen afpunten via de API?” duidelijk?',
      ].map((question) => choice(question, ['Helemaal niet', 'Niet', 'Neutraal', 'Wel', 'Helemaal wel'])),
      field('Wat kan er beter aan het formulier?', 'area'),
    ),
  },
  {
    name: 'survey-satisfaction',
    title: 'Tevredenheid',
    body: form(
      'Hoe tevreden ben je over Informat?',
      choice('Welke toepassing gebruik je?', ['Leerlingenadministratie', 'Personeelsadministratie', 'Rekeningen', 'Beide']),
      yesNo('Gebruik je onze API’s?'),
      field('Toelichting', 'area'),
    ),
  },
  {
    name: 'directory-search',
    title: 'Scholen zoeken',
    body: form('Zoek een school', fields('Naam van de school', 'Instellingsnummer', 'Gemeente'), list('Onderwijsniveau', 'Basis', 'Secundair')),
  },
  {
    name: 'directory-edit',
    title: 'Adressenlijst',
    body: form(
      'Gegevens van je school',
      fields('Instellingsnummer', 'Naam van de school', 'Naam van de directie', 'E-mailadres van de directie', 'Telefoon', 'Website'),
      field('Datum van de wijziging', 'date'),
    ),
  },
  {
    name: 'staff-leave',
    title: 'Verlof',
    body: form(
      'Verlofaanvraag personeel',
      fields('Naam aanvrager', 'Functie aanvrager', 'Stamboeknummer'),
      field('Datum aanvraag', 'date'),
      fields('Naam directie', 'Instellingsnummer'),
      field('E-mailadres directie', 'email'),
      yesNo('Is er een vervanger?'),
    ),
  },
  {
    name: 'staff-absence',
    title: 'Afwezigheid',
    body: form('Afwezigheid melden', fields('Naam', 'Functie'), field('Van', 'date'), field('Tot', 'date'), yesNo('Doktersattest?'), field('Reden', 'area')),
  },
  {
    name: 'library-card',
    title: 'Bibliotheek',
    body: form(
      'Klassenkaart aanvragen',
      fields('Naam van de aanvrager', 'Functie van de aanvrager', 'School', 'Instellingsnummer'),
      field('Datum', 'date'),
      yesNo('Nieuwe kaart?'),
      yesNo('Bestaande kaart verlengen?'),
      fields('Zo ja, nummer van de kaart'),
    ),
  },
  { name: 'donation', title: 'Steun ons', body: form('Doe een gift', fields('Naam', 'Bedrag'), field('E-mailadres', 'email'), yesNo('Fiscaal attest?')) },
  {
    name: 'gdpr-request',
    title: 'Inzage',
    body: form(
      'Verzoek tot inzage van persoonsgegevens',
      fields('Naam aanvrager', 'Rijksregisternummer'),
      field('Datum', 'date'),
      choice('Over welke gegevens gaat het?', ['Leerlingen', 'Personeel', 'Beide']),
      field('Waarvoor wil je de gegevens gebruiken?', 'area'),
    ),
  },
  {
    name: 'bus-pass',
    title: 'Schoolbus',
    body: form(
      'Busabonnement',
      fields('Naam leerling', 'Instellingsnummer', 'Opstapplaats'),
      yesNo('Nieuw abonnement?'),
      yesNo('Bestaand abonnement verlengen?'),
    ),
  },
  {
    name: 'bill-payment',
    title: 'Schoolrekening',
    body: form('Betaal je schoolrekening', fields('Naam leerling', 'Gestructureerde mededeling', 'Toegangsgroep'), yesNo('Wil je in schijven betalen?')),
  },
  {
    name: 'accounts-overview',
    title: 'Rekeningen2.0',
    body: `<h1>Rekeningen2.0</h1>${list('Toegangsgroep', 'VZW Noord', 'VZW Zuid')}${list('Schooljaar', '2025-2026', '2026-2027')}${rows(['Leerling', 'Bedrag', 'Afgepunt'], ['Lotte', '12,40', 'Nee'])}<form>${yesNo('Rekeningen afpunten?')}${fields('Gebruikersnaam', 'Dagboek (Extern of Extern_Dubieus)')}</form>`,
  },
  {
    name: 'board-members',
    title: 'Bestuur',
    body: form(
      'Bestuurders van de vzw',
      fields('Naam', 'Functie', 'Naam van de directie'),
      field('E-mailadres van de directie', 'email'),
      field('Datum van aanstelling', 'date'),
    ),
  },
  {
    name: 'school-profile',
    title: 'Profiel',
    body: form('Schoolprofiel', fields('Instellingsnummer(s)', 'Naam van de school', 'Directie (naam)', 'Gebruikersnaam'), field('Directie (e-mail)', 'email')),
  },
  {
    name: 'school-settings',
    title: 'Instellingen',
    body: form(
      'Instellingen van de koppeling',
      fields('ClientID', 'Scope', 'Instellingsnummer'),
      list('Applicatie', 'Leerlingen', 'Personeel', 'Beide'),
      yesNo('Synchronisatie actief?'),
      box('Meldingen per mail'),
    ),
  },
  {
    name: 'subscription',
    title: 'Abonnement',
    body: form(
      'Informat Plus pack bestellen',
      fields('Naam school', 'Instellingsnummer', 'Naam van de directie'),
      field('E-mailadres', 'email'),
      yesNo('Wil je Rekeningen2.0?'),
    ),
  },
  {
    name: 'translation-tool',
    title: 'Vertalen',
    body: `<h1>Vertalen</h1><form>${field('Brontekst', 'area')}${list('Naar', 'Frans', 'Engels')}</form>${paragraphs(...said.slice(0, 6))}`,
  },
  {
    name: 'two-factor',
    title: 'Bevestig',
    body: form('Bevestig dat jij het bent', field('Code uit je app', 'text', 'autocomplete="one-time-code" inputmode="numeric"')),
  },
  {
    name: 'quiz',
    title: 'Quiz',
    body: form(
      'Ken jij de API?',
      choice('Wat is een ClientID?', ['Een naam', 'Een nummer', 'Een geheim']),
      choice('Wie krijgt de inloggegevens?', ['De aanvrager', 'De directie', 'Iedereen']),
      yesNo('Kan je rekeningen afpunten via de API?'),
    ),
  },
  {
    name: 'forum-reply',
    title: 'Forum',
    body: `<h1>ClientID uitbreiden?</h1>${paragraphs('Ik wil een bestaande ClientID uitbreiden met de toegangsgroep van ons internaat.', ...said.slice(6, 9))}<form>${field('Je antwoord', 'area')}${fields('Je naam')}</form>`,
  },
  {
    name: 'export-filter',
    title: 'Export',
    body: form(
      'Exporteer leerlingen',
      list('Instellingsnummer', '035642', '040428'),
      field('Datum', 'date'),
      choice('Wat?', ['Leerlingen', 'Personeel', 'Beide']),
      yesNo('Ook uitgeschreven leerlingen?'),
    ),
  },
  {
    name: 'spreadsheet',
    title: 'Lijst',
    body: `<table><tr><th>Naam</th><th>Functie</th><th>Instellingsnummer</th><th>ClientID</th></tr>${Array.from({ length: 60 }, () => '<tr><td><input></td><td><input></td><td><input></td><td><input></td></tr>').join('')}</table>`,
  },
  {
    name: 'big-table',
    title: 'Overzicht',
    body: `<h1>ClientID’s</h1><table>${Array.from({ length: 1500 }, (_, at) => `<tr><td>${String(at).padStart(6, '0')}</td><td>client_${at}</td><td>Leerlingenadministratie</td><td><input type="checkbox"></td></tr>`).join('')}</table>`,
  },
  { name: 'no-controls', title: 'Formulier', body: `<h1>${official.title}</h1>${items(...said)}` },
  { name: 'hidden-form', title: 'Binnenkort', body: `<p>Het formulier komt eraan.</p><div style="display:none">${wholeForm()}</div>` },
  { name: 'disabled-form', title: 'Ontvangen', body: `<p>Je aanvraag is ontvangen en kan niet meer gewijzigd worden.</p>${wholeForm('disabled')}` },
  {
    name: 'review-form',
    title: 'Nakijken',
    body: `<h1>Kijk je aanvraag na</h1><dl>${said.map((question) => `<dt>${question}</dt><dd>035642</dd>`).join('')}</dl><form><button>Bevestigen</button></form>`,
  },
  {
    name: 'sandboxed-form',
    title: 'Voorbeeld',
    body: `<p>Zo ziet het formulier eruit:</p><iframe sandbox="allow-forms allow-scripts" style="width:100%;height:40rem" srcdoc="${escapeValue(wholeForm())}"></iframe>`,
  },
];
