import { official } from '../dev/wordings.ts';
import type { Negative } from '../negative.ts';
import { box, choice, field, fields, form, items, list, paragraphs, rows, yesNo } from '../negative.ts';

const said = Object.values(official.questions);

export const negatives: readonly Negative[] = [
  {
    name: 'login',
    title: 'iRekeningen',
    body: form('Inloggen op Rekeningen2.0', fields('Gebruikersnaam'), field('Wachtwoord', 'password'), list('Toegangsgroep', 'VZW Oost', 'VZW West')),
  },
  {
    name: 'contact',
    title: 'Contact',
    body: form(
      'Contacteer ons',
      fields('Uw naam', 'Uw functie', 'School', 'Instellingsnummer'),
      field('E-mailadres', 'email'),
      field('Uw vraag over de API', 'area'),
    ),
  },
  {
    name: 'contact-partner',
    title: 'Word partner',
    language: 'en',
    body: form(
      'Become an integration partner',
      fields('Your name', 'Your role', 'Company'),
      field('E-mail', 'email'),
      field('What will you use our API for?', 'area'),
      yesNo('Do you have customers in Flanders?'),
    ),
  },
  {
    name: 'contact-school',
    title: 'Neem contact op',
    body: form(
      'Schrijf de directie',
      fields('Je naam'),
      field('E-mailadres van de directie', 'email', 'readonly value="directie@school.example"'),
      field('Bericht', 'area'),
    ),
  },
  {
    name: 'checkout-books',
    title: 'Schoolboeken',
    body: form(
      'Boeken bestellen',
      fields('Naam leerling', 'Instellingsnummer', 'Klas'),
      choice('Hoe?', ['Huren', 'Kopen', 'Beide']),
      yesNo('Nieuwe boeken?'),
      field('Datum', 'date'),
    ),
  },
  {
    name: 'quoted-mail',
    title: 'Postvak',
    body: `<h1>RE: intakeformulier</h1><blockquote>${said.join('<br>')}</blockquote><form>${fields('Aan', 'Onderwerp')}${field('Bericht', 'area')}</form>`,
  },
  {
    name: 'quoted-pdf-text',
    title: 'intakeformulier.pdf als tekst',
    body: `<pre>${official.title}\n\n${said.join('\n\n  Ja    Nee\n\n')}</pre><p><a href="#">Downloaden</a></p>`,
  },
  {
    name: 'search-schools',
    title: 'Onderwijsaanbod',
    body: `<form role="search">${fields('Instellingsnummer of naam')}${list('Provincie', 'Antwerpen', 'Limburg')}${choice('Niveau', ['Basis', 'Secundair', 'Beide'], 'checkbox')}</form>${rows(['035642', 'Basisschool'], ['040428', 'Atheneum'])}`,
  },
  {
    name: 'job-teacher',
    title: 'Vacature',
    body: form(
      'Solliciteren als leraar',
      fields('Naam', 'Functie', 'Instellingsnummer van je laatste school'),
      field('Datum indiensttreding', 'date'),
      yesNo('Ben je vast benoemd?'),
      field('Motivatie', 'area'),
    ),
  },
  {
    name: 'github-pull',
    title: 'Pull request',
    language: 'en',
    body: `<h1>Add access groups to the API client</h1><ul>${said
      .slice(10)
      .map((question) => `<li>${question}</li>`)
      .join('')}</ul><form>${field('Leave a comment', 'area')}${list('Reviewers', 'anna', 'bob')}${box('Allow edits by maintainers')}</form>`,
  },
  {
    name: 'helpdesk-clientid',
    title: 'Ticket',
    body: form(
      'Meld een probleem met je ClientID',
      fields('Naam aanvrager', 'ClientID', 'Instellingsnummer'),
      field('E-mailadres', 'email'),
      list('Onderwerp', 'ClientID werkt niet', 'Scope ontbreekt', 'Andere'),
      field('Omschrijf het probleem', 'area'),
      yesNo('Heb je al een ticket?'),
    ),
  },
  {
    name: 'helpdesk-scope',
    title: 'Helpdesk',
    body: form(
      'Vraag over een scope',
      fields('Naam', 'Scope'),
      list('Applicatie', 'Leerlingenadministratie', 'Personeelsadministratie', 'Rekeningen'),
      field('Je vraag', 'area'),
      field('Datum waarop het misging', 'date'),
    ),
  },
  {
    name: 'helpdesk-invoice',
    title: 'Factuurvraag',
    body: form(
      'Vraag over een factuur',
      fields('Naam aanvrager', 'Functie aanvrager', 'Factuurnummer', 'Instellingsnummer'),
      field('E-mailadres', 'email'),
      yesNo('Gaat het over Rekeningen2.0?'),
    ),
  },
  {
    name: 'oauth-client',
    title: 'Register client',
    language: 'en',
    body: form(
      'Register an OAuth client',
      fields('Client name', 'Client ID', 'Contact name', 'Redirect URIs', 'Scopes'),
      field('Client secret', 'password'),
      choice('Grant types', ['authorization_code', 'client_credentials'], 'checkbox'),
      yesNo('Confidential client?'),
    ),
  },
  {
    name: 'oauth-scopes',
    title: 'Scopes',
    body: form(
      'Scopes van leerspoor_zestorens',
      paragraphs('Deze ClientID heeft toegang tot:'),
      ...['leerlingen', 'personeel', 'voorinschrijvingen', 'rekeningen'].map((scope) => box(`api_informat_${scope}.040428`)),
      fields('Naam van de ClientID'),
    ),
  },
  {
    name: 'other-vendor-api',
    title: 'API aanvragen',
    body: form(
      'Toegang tot de API van het toetsplatform',
      fields('Naam aanvrager', 'Functie', 'Naam van de toepassing', 'Instellingsnummer'),
      field('E-mailadres', 'email'),
      field('Waarvoor ga je de API gebruiken?', 'area'),
      yesNo('Verwerk je persoonsgegevens?'),
    ),
  },
  {
    name: 'staff-new',
    title: 'Personeel',
    body: form(
      'Nieuw personeelslid',
      fields('Naam', 'Functie', 'Stamboeknummer', 'Instellingsnummer(s)', 'Gebruikersnaam'),
      field('Datum in dienst', 'date'),
      choice('Toegang tot', ['Leerlingenadministratie', 'Personeelsadministratie', 'Beide']),
      yesNo('Leidinggevend?'),
    ),
  },
  {
    name: 'expense-claim',
    title: 'Onkosten',
    body: form(
      'Onkostennota',
      fields('Naam aanvrager', 'Functie aanvrager', 'Rekeningnummer', 'Bedrag'),
      field('Datum', 'date'),
      field('Waarvoor dienden de kosten?', 'area'),
      fields('Naam directie'),
    ),
  },
  {
    name: 'event-signup',
    title: 'Studiedag',
    body: form(
      'Inschrijven voor de studiedag over de API',
      fields('Naam', 'Functie', 'School', 'Instellingsnummer'),
      field('E-mailadres', 'email'),
      yesNo('Ga je de API gebruiken?'),
      choice('Sessie', ['Leerlingen', 'Personeel', 'Beide']),
    ),
  },
  {
    name: 'parent-meeting',
    title: 'Oudercontact',
    body: form('Oudercontact', fields('Naam leerling', 'Naam ouder'), field('Datum', 'date'), choice('Wie?', ['Klasleraar', 'Directie', 'Beide'])),
  },
  {
    name: 'internship',
    title: 'Stage',
    body: form(
      'Stageovereenkomst',
      fields('Naam student', 'Naam van de directeur', 'Functie van de mentor', 'Instellingsnummer'),
      field('E-mailadres van de directeur', 'email'),
      field('Begindatum', 'date'),
      yesNo('Nieuwe stageplaats?'),
    ),
  },
  {
    name: 'camp-registration',
    title: 'Sportkamp',
    body: form('Sportkamp', fields('Naam kind', 'School'), yesNo('Kan je kind zwemmen?'), yesNo('Allergieën?'), field('Welke?', 'area')),
  },
  {
    name: 'bank-details',
    title: 'Rekeninggegevens',
    body: form(
      'Rekeningnummer wijzigen',
      fields('Naam aanvrager', 'Oud rekeningnummer', 'Nieuw rekeningnummer'),
      field('Datum', 'date'),
      yesNo('Is dit een nieuwe rekening?'),
      yesNo('Bestaande rekening vervangen?'),
    ),
  },
  {
    name: 'tax-form',
    title: 'Fiscaal attest',
    body: form('Attest kinderopvang', fields('Naam', 'Rijksregisternummer', 'Instellingsnummer'), field('Datum', 'date')),
  },
  {
    name: 'password-reset',
    title: 'Wachtwoord',
    body: form('Nieuw wachtwoord aanvragen', fields('Gebruikersnaam'), field('E-mailadres', 'email'), yesNo('Ben je beheerder?')),
  },
  {
    name: 'profile-settings',
    title: 'Profiel',
    body: form(
      'Jouw profiel',
      fields('Uw naam', 'Uw functie', 'Gebruikersnaam'),
      field('E-mailadres', 'email'),
      list('Taal', 'Nederlands', 'Frans'),
      yesNo('Nieuwsbrief?'),
    ),
  },
  {
    name: 'data-request',
    title: 'Open data',
    body: form(
      'Gegevens aanvragen',
      fields('Naam aanvrager', 'Functie aanvrager', 'Organisatie'),
      field('Datum', 'date'),
      choice('Voor welke gegevens?', ['Leerlingen', 'Personeel', 'Gebouwen', 'Beide']),
      field('Waarvoor ga je de gegevens gebruiken?', 'area'),
      field('Instellingsnummers', 'area'),
    ),
  },
  {
    name: 'incident-report',
    title: 'Incident',
    body: form(
      'Datalek melden',
      fields('Naam melder', 'Functie melder', 'ClientID (indien via de API)', 'Instellingsnummer'),
      field('Datum', 'date'),
      choice('Wie is betrokken?', ['Leerlingen', 'Personeel', 'Beide']),
      field('Wat is er gebeurd?', 'area'),
    ),
  },
  {
    name: 'room-booking',
    title: 'Zaal',
    body: form(
      'Zaal reserveren',
      fields('Naam aanvrager', 'Functie aanvrager', 'Waarvoor ga je de zaal gebruiken?'),
      field('Datum', 'date'),
      fields('Naam directie'),
    ),
  },
  {
    name: 'meals-order',
    title: 'Maaltijden',
    body: form('Maaltijden', fields('Naam leerling', 'Klas'), choice('Wat?', ['Soep', 'Warm', 'Beide']), field('Datum', 'date')),
  },
  {
    name: 'comment-article',
    title: 'Nieuws',
    body: `<article><h1>Nieuwe API voor Rekeningen</h1>${paragraphs('Vraag nu je ClientID aan via het intakeformulier.', ...said.slice(0, 5))}</article><form>${fields('Naam')}${field('E-mailadres', 'email')}${field('Reactie', 'area')}</form>`,
  },
  {
    name: 'crm-lead',
    title: 'Lead',
    body: form(
      'Nieuwe lead',
      fields('Naam', 'Functie', 'Naam directie', 'Instellingsnummer', 'Partner'),
      field('E-mailadres directie', 'email'),
      field('Datum', 'date'),
      field('Notities', 'area'),
    ),
  },
  {
    name: 'crm-contact',
    title: 'Contacten',
    body: `${items('Naam aanvrager', 'Functie aanvrager')}<table><tr><th>Naam</th><th>Functie</th><th>E-mail</th></tr>${'<tr><td><input></td><td><input></td><td><input type="email"></td></tr>'.repeat(20)}</table>`,
  },
  {
    name: 'admin-users',
    title: 'Gebruikers',
    body: form(
      'Gebruiker toevoegen',
      fields('Gebruikersnaam', 'Naam', 'Functie'),
      list('Toegangsgroep', 'VZW Noord', 'Internaat'),
      choice('Rechten', ['Leerlingenadministratie', 'Personeelsadministratie', 'Beide']),
      yesNo('Actief?'),
    ),
  },
  {
    name: 'payment-plan',
    title: 'Afbetaling',
    body: form(
      'Afbetalingsplan',
      fields('Naam aanvrager', 'Naam leerling', 'Openstaand bedrag'),
      field('Datum', 'date'),
      yesNo('Nieuw plan?'),
      yesNo('Bestaand plan uitbreiden?'),
      fields('Zo ja, nummer van het plan'),
    ),
  },
];
