import type { AccessRequest } from '../intake/request.ts';
import type { Submission } from './submission.ts';

/** A practical note of the form: what must be so, or be done, for the access to work. `source`: the form's sentence, as printed. */
type NoteRow = { code: string; source: string; applies: (request: AccessRequest) => boolean };

const asksAccounts = ({ accounts }: AccessRequest) => accounts !== undefined;
const reconciles = ({ accounts }: AccessRequest) => accounts?.reconcile === true;

/** In the order of the form. A new note is a row here and its message `note_<code>` in each language. */
const notes = [
  {
    code: 'credentialsDirector',
    source: 'Omwille van privacyredenen kunnen we de API inloggegevens enkel aan de directie bezorgen. Gelieve deze bij deze persoon op te vragen.',
    applies: () => true,
  },
  {
    code: 'plusPack',
    source: 'Deze API is enkel beschikbaar voor scholen die het Informat Plus pack gebruiken om de schoolrekeningen op te maken',
    applies: asksAccounts,
  },
  { code: 'groupsActive', source: 'De toegangsgroep(en) moet(en) actief zijn en blijven.', applies: asksAccounts },
  {
    code: 'groupsEachYear',
    source:
      'Om de gebruiksrechten over te zetten naar een volgend schooljaar, moet je aan het begin van elk schooljaar inloggen op deze toegangsgroepen via de toepassing iRekeningen.',
    applies: asksAccounts,
  },
  {
    code: 'pdfsLater',
    source: 'Het kan dus even duren voor de PDF effectief beschikbaar is. Bouw evt. retry in met toenemende interval in.',
    applies: asksAccounts,
  },
  { code: 'pdfsOneYear', source: 'De individuele PDF’s worden door Informat niet langer dan 1 jaar bewaard.', applies: asksAccounts },
  {
    code: 'activeUser',
    source: 'minstens één actieve en geldige gebruiker gekoppeld zijn aan elke toegangsgroep waarvoor een scope werd aangevraagd.',
    applies: reconciles,
  },
  {
    code: 'firstUser',
    source: 'De eerste actieve gebruiker uit de lijst zal de API gebruiken om te authenticeren bij registreren van betalingen.',
    applies: reconciles,
  },
  {
    code: 'journal',
    source: 'een financieel dagboek “Extern” of “Extern_Dubieus” bestaan in het deelboek van de boekhouding. Dit wordt door de helpdesk van Informat voorzien.',
    applies: reconciles,
  },
  {
    code: 'twikey',
    source: 'Werk je met Twikey dan adviseren we om je afpuntingen gewoon via de bankcoda te laten verlopen.',
    applies: reconciles,
  },
] as const satisfies readonly NoteRow[];

export type NoteCode = (typeof notes)[number]['code'];
export type Note = { code: NoteCode; source: string };

/** The message of a note. */
export const noteKey = (code: NoteCode) => `note_${code}` as const;

/** The practical notes that concern this request, in the form's order. */
export function checklist(request: AccessRequest): readonly Note[] {
  return notes.filter(({ applies }) => applies(request)).map(({ code, source }) => ({ code, source }));
}

/** A note with the submissions that it concerns: for which it is done, and for which not yet. */
export type NoteTally = Note & { open: readonly Submission[]; done: readonly Submission[] };

/** Each note once, with the submissions that it concerns; notes that concern none are left out. */
export function tally(submissions: readonly Submission[]): readonly NoteTally[] {
  return notes.flatMap(({ code, source, applies }) => {
    const concerned = submissions.filter(({ request }) => applies(request));
    const open = concerned.filter(({ ticked }) => !ticked.includes(code));
    return concerned.length > 0 ? [{ code, source, open, done: concerned.filter(({ ticked }) => ticked.includes(code)) }] : [];
  });
}

/** Ticks a note, or takes the tick away. */
export function tick(submission: Submission, code: NoteCode, done: boolean, at: number): Submission {
  const others = submission.ticked.filter((ticked) => ticked !== code);
  return { ...submission, ticked: done ? [...others, code] : others, at };
}
