import type { AccessRequest } from '../intake/request.ts';
import { printDate } from '../intake/values.ts';
import type { Letter } from './letter.ts';
import { numbersIn, printRows } from './letter.ts';
import type { SigningWay, Submission } from './submission.ts';

export type { Letter } from './letter.ts';

/** The form's sentence says where it goes; the Rekeningen API by itself has an address of its own. */
const addresses = { administration: 'info@informat.be', accounts: 'rekeningen@informat.be' };

/** What the letters need of a submission. */
export type Lettered = Pick<Submission, 'name' | 'request' | 'fileName' | 'signing'>;

export function addressFor({ administration, accounts }: AccessRequest): string {
  return accounts && !administration ? addresses.accounts : addresses.administration;
}

/** Above this many, a subject names the first and counts the others. */
const mostInSubject = 3;

function shorten(values: readonly string[]): string {
  const others = values.length - mostInSubject;
  return others > 0 ? `${values.slice(0, mostInSubject).join(', ')} en ${others} andere` : values.join(', ');
}

function aboutSchool({ name, request }: Lettered): string {
  const known = shorten(numbersIn(request));
  return [name.replace(/\s+/g, ' ').trim(), known && `(${known})`].filter(Boolean).join(' ');
}

function signed({ applicant }: AccessRequest): string[] {
  return ['Met vriendelijke groeten', '', ...[applicant.name, applicant.role].map((line) => line.trim()).filter(Boolean)];
}

const lines = (...parts: readonly (string | readonly string[])[]) => parts.flat().join('\n');

/** How the form that goes with the mail was signed. */
const signings: Record<SigningWay, string> = {
  hand: 'Het is met de hand ondertekend op het scherm.',
  print: 'Het is op papier ondertekend en ingescand.',
  certificate: 'Het is digitaal ondertekend met een certificaat: de handtekening kunt u in een pdf-lezer nakijken.',
};

/** The mail to Informat that goes with the form. In Dutch, as the form itself. */
export function mailTo(submission: Lettered): Letter {
  const { request } = submission;
  const director = [request.director.name.trim(), request.director.email.trim()].filter(Boolean).join(', ');
  const date = printDate(request.date);
  return {
    to: addressFor(request),
    subject: `Intakeformulier API: ${aboutSchool(submission)}`,
    text: lines(
      'Beste',
      '',
      `In bijlage vindt u het ondertekende intakeformulier voor de API${date ? ` van ${date}` : ''}, voor ${aboutSchool(submission)}.`,
      signings[submission.signing],
      '',
      printRows(request),
      ...(director ? [`Inloggegevens te bezorgen aan de directie: ${director}`] : []),
      '',
      `Bijlage: ${submission.fileName}`,
      '',
      signed(request),
    ),
  };
}

/**
 * The mail to the director, who alone gets the credentials: what is coming and how to hand it over. It asks for the ClientID by
 * mail, and for the secret by any other way: a secret in a mailbox stays there.
 */
export function directorMail(submission: Lettered): Letter {
  const { request } = submission;
  const name = request.director.name.trim();
  return {
    to: request.director.email.trim(),
    subject: `Informat bezorgt u API-inloggegevens voor ${aboutSchool(submission)}`,
    text: lines(
      name ? `Beste ${name}` : 'Beste',
      '',
      `Bij Informat vroegen wij toegang tot de API aan voor ${aboutSchool(submission)}. Dit is gevraagd:`,
      '',
      printRows(request),
      '',
      'Omwille van de privacy bezorgt Informat de inloggegevens alleen aan de directie: u krijgt ze dus zelf. Het gaat om een ClientID en een',
      'bijhorend geheim (client secret).',
      '',
      'Laat u mij weten wanneer u ze gekregen hebt? De naam van de ClientID mag u mij mailen. Het geheim stuurt u beter niet door in een gewone',
      'mail of chat: bel mij even, dan spreken we af hoe u het veilig bezorgt, bijvoorbeeld via een wachtwoordkluis of een link die één keer werkt.',
      '',
      'Vraagt iemand u onverwacht naar dit geheim, ga dan eerst bij ons na of dat klopt.',
      '',
      signed(request),
    ),
  };
}
