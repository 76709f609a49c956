import type { Place, Signing } from './form.ts';
import { localDate, localTime, printDate } from './values.ts';

/** How far others may change a form that is closed with the signature: not at all, fields only, or fields and annotations. */
export type Closing = 1 | 2 | 3;

/** What a visible signature may say, the fullest first: the first that fits in its place stands there. Each is a list of lines. */
export type Wordings = readonly (readonly string[])[];

/** How the certificate signs one finished PDF. Plain data: it crosses to the engine. `signedAt` in ms. */
export type Seal = {
  /** The form's places, and what it is signed with besides: the signature shows in what that leaves of its place. Absent: it shows nowhere. */
  shown?: { places: readonly Place[]; signing: Signing; wordings: Wordings };
  name: string;
  signedAt: number;
  closing?: Closing;
  /** Address of a time-stamp server (RFC 3161), which the person gave. */
  stampServer?: string;
};

/** Empty for what is no moment, or of no year that a form could have. */
const dayOf = (at: Date) => printDate(localDate(at)) ?? '';
const hourOf = (at: Date) => localTime(at).slice(0, 5);

/** What the visible signature says, in the form's own language: by whom, and when by this machine's clock. Never without the name. */
export function sealWordings(name: string, at: Date): Wordings {
  const [day, hour] = [dayOf(at), hourOf(at)];
  return [
    ['Digitaal ondertekend door', name, `op ${day} om ${hour}`],
    [`Digitaal ondertekend door ${name}`, `op ${day} om ${hour}`],
    [name, `${day} ${hour}`],
    [`${name}, ${day}`],
    [name],
  ];
}

const pdfDate = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/;

/** D:20261123220000+01'00' → 2026-11-23T22:00:00+01:00; undefined where it is no date of a PDF. */
function isoOf(written: string): string | undefined {
  const [found, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, hours = '00', minutes = '00'] = pdfDate.exec(written) ?? [];
  return found && `${year}-${month}-${day}T${hour}:${minute}:${second}${sign ? `${sign}${hours}:${minutes}` : 'Z'}`;
}

/** Nothing else is read: a browser of its own makes a day of much that is none, of `Versie 3` too. */
const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** When a signature says that it was put: a moment as PDF or ISO writes it, by this machine's clock; as it stood where it is neither. */
export function printSignedMoment(written: string): string {
  const iso = isoOf(written) ?? written;
  const at = new Date(isoMoment.test(iso) ? iso : Number.NaN);
  return dayOf(at) ? `${dayOf(at)} ${hourOf(at)}` : written;
}

/** http or https, and nothing else, is where a time stamp comes from; undefined for what is no address. */
export function stampOrigin(address: string): string | undefined {
  if (!URL.canParse(address.trim())) return undefined;
  const { protocol, origin } = new URL(address.trim());
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
