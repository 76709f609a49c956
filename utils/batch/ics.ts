import { cutByOctets } from './octets.ts';

/** One all-day entry of a calendar. `date` is yyyy-mm-dd; `uid` names it for good. */
export type CalendarEntry = { uid: string; date: string; yearly: boolean; summary: string; description: string };

const crlf = '\r\n';

/** RFC 5545, TEXT: a line break becomes \n, and no value can end its own line. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n|[\r\n\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

const octetsALine = 75;

/** Lines of at most 75 octets, cut between characters; what follows begins with a space, which counts. */
const fold = (line: string) => cutByOctets(line, octetsALine, octetsALine - 1).join(`${crlf} `);

const compact = (date: string) => date.replaceAll('-', '');

function dayAfter(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

function printEntry({ uid, date, yearly, summary, description }: CalendarEntry, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(date)}`,
    `DTEND;VALUE=DATE:${compact(dayAfter(date))}`,
    ...(yearly ? ['RRULE:FREQ=YEARLY'] : []),
    `SUMMARY:${escapeText(summary)}`,
    `DESCRIPTION:${escapeText(description)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escapeText(summary)}`,
    // Nine o'clock of the day itself: before it, the new school year cannot be opened.
    'TRIGGER:PT9H',
    'END:VALARM',
    'END:VEVENT',
  ];
}

/** A calendar file (RFC 5545) of all-day entries, each with an alarm. `at`: when it is printed. */
export function printIcs(entries: readonly CalendarEntry[], at: Date): string {
  const stamp = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Intakehulp//Intakehulp//NL',
    'CALSCALE:GREGORIAN',
    ...entries.flatMap((entry) => printEntry(entry, stamp)),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join(crlf)}${crlf}`;
}
