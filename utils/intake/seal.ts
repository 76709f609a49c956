import type { Place, Signing } from './form.ts';

/** How far others may change a form that is closed with the signature: not at all, fields only, or fields and annotations. */
export type Closing = 1 | 2 | 3;

/** How the certificate signs one finished PDF. Plain data: it crosses to the engine. `signedAt` in ms. */
export type Seal = {
  /** The form's places, and what it is signed with besides: the signature shows in what that leaves of its place. Absent: it shows nowhere. */
  shown?: { places: readonly Place[]; signing: Signing; lines: readonly string[] };
  name: string;
  signedAt: number;
  closing?: Closing;
  /** Address of a time-stamp server (RFC 3161), which the person gave. */
  stampServer?: string;
};

const two = (value: number) => String(value).padStart(2, '0');

const dayOf = (at: Date) => `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
const hourOf = (at: Date) => `${two(at.getHours())}:${two(at.getMinutes())}`;

/** What the visible signature says, in the form's own language: by whom, and when by this machine's clock. */
export function sealLines(name: string, at: Date): string[] {
  return ['Digitaal ondertekend door', name, `op ${dayOf(at)} om ${hourOf(at)}`];
}

const pdfDate = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?'?)?/;

/** A moment as PDF (D:20261123220000+01'00') or ISO writes it, by this machine's clock; as it stood where it is neither. */
export function printMoment(written: string): string {
  const [found, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', sign, hours = '00', minutes = '00'] = pdfDate.exec(written) ?? [];
  const at = new Date(found ? `${year}-${month}-${day}T${hour}:${minute}:${second}${sign ? `${sign}${hours}:${minutes}` : 'Z'}` : written);
  return Number.isNaN(at.getTime()) ? written : `${dayOf(at)} ${hourOf(at)}`;
}

/** http or https, and nothing else, is where a time stamp comes from; undefined for what is no address. */
export function stampOrigin(address: string): string | undefined {
  if (!URL.canParse(address.trim())) return undefined;
  const { protocol, origin } = new URL(address.trim());
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}
