import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mail } from '../../utils/batch/eml.ts';
import { printEml } from '../../utils/batch/eml.ts';
import { addressFor, directorMail, mailTo } from '../../utils/batch/letters.ts';
import { mailLink } from '../../utils/batch/mailto.ts';
import { requestFixture } from '../support/requests.ts';
import { request, submission } from './made.ts';
import { decodeWords, fileNameOf, readEml, textOf } from './mail.ts';

const accounts = { accessGroups: ['Internaat Zuid', 'VZW, Noord'], username: 'u', use: 'Maaltijden', reconcile: true };
const at = new Date('2026-10-01T08:30:00Z');
const mail = (over: Partial<Mail> = {}): Mail => ({ to: 'info@informat.be', subject: 'Aanvraag', text: 'Beste', attachments: [], ...over });
const pdf = (name: string, bytes = new Uint8Array([37, 80, 68, 70, 0, 13, 10, 255])) => ({ name, type: 'application/pdf' as const, bytes });

function bytesOf(written: Mail): Uint8Array {
  const printed = printEml(written, at);
  if (!printed.ok) throw new Error(`${printed.code} ${printed.values.join()}`);
  return printed.value;
}

describe('the mail to Informat', () => {
  it.each([
    ['new-both', 'info@informat.be'],
    ['extend-students', 'info@informat.be'],
    ['accounts-only', 'rekeningen@informat.be'],
  ] as const)('%s goes to %s', (name, address) => {
    expect(addressFor(requestFixture(name))).toBe(address);
    expect(mailTo(submission('s', { request: requestFixture(name) })).to).toBe(address);
  });

  it('says who, which school and numbers, what is asked, and what goes with it', () => {
    const { subject, text } = mailTo(
      submission('s', { name: 'Sint-Jozef', request: { ...requestFixture('extend-students'), accounts }, fileName: 'intake.pdf' }),
    );
    expect(subject).toBe('Intakeformulier API: Sint-Jozef (035642, 040428, 123456 en 3 andere)');
    for (const said of [
      'van 01/10/2026, voor Sint-Jozef',
      'Aanvraag: uitbreiding van de bestaande ClientID rapportplatform-scholengroep',
      'Instellingsnummers: 035642, 040428, 123456, 000123, 104521, 001234',
      'Applicatie: Leerlingenadministratie\n',
      'Gebruik: Data raadplegen\n',
      'Toegangsgroepen in Rekeningen2.0: Internaat Zuid; VZW, Noord',
      'Rekeningen afpunten: ja',
      'directie: Jan Janssens, jan.janssens@school2.example',
      'Bijlage: intake.pdf',
      'An Peeters\nICT-coördinator',
    ])
      expect(text).toContain(said);
  });

  it.each([
    ['hand', 'met de hand ondertekend op het scherm'],
    ['print', 'op papier ondertekend en ingescand'],
    ['certificate', 'ondertekend met een certificaat'],
  ] as const)('of a form signed by %s says: %s', (signing, said) => {
    const others = ['scherm', 'papier', 'certificaat'].filter((word) => !said.includes(word));
    const { text } = mailTo(submission('s', { signing }));
    expect(text).toContain(said);
    for (const other of others) expect(text).not.toContain(other);
    expect(directorMail(submission('s', { signing })).text).not.toMatch(/scherm|papier|certificaat/);
  });

  it('says nothing of what is not asked', () => {
    const { text, subject } = mailTo(submission('s', { name: 'Internaat', request: requestFixture('accounts-only') }));
    expect(subject).toBe('Intakeformulier API: Internaat');
    expect(text).not.toMatch(/Instellingsnummers|Applicatie|undefined/);
    expect(text).toContain('Aanvraag: een nieuwe ClientID');
  });
});

describe('the mail to the director', () => {
  it('tells what is coming, and asks for no secret by mail', () => {
    const { to, text } = directorMail(submission('s', { request: requestFixture('new-both') }));
    expect(to).toBe('directie@school1.example');
    expect(text).toContain('Beste Greet Şahin-Černá');
    expect(text).toContain('bezorgt Informat de inloggegevens alleen aan de directie');
    expect(text).toContain('Het geheim stuurt u beter niet door in een gewone\nmail');
  });

  it('never repeats what looks like a secret', () => {
    const secret = 'x7Kq9ZpL2mN8vB4tR6wY1sD3';
    const asked = submission('s', { request: request({ clientId: { kind: 'extend', name: secret } }) });
    for (const letter of [mailTo(asked), directorMail(asked)]) expect(letter.subject + letter.text).not.toContain(secret);
  });
});

describe('printEml', () => {
  it('is a draft with the text and the PDF as they are', () => {
    const text = 'Één regel met = en een spatie aan het eind \n.\n\nŞahin 😀\n';
    const read = readEml(
      bytesOf(mail({ from: { name: 'Łukasz', email: 'l@platform.example' }, subject: 'API: Sint-Jozef', text, attachments: [pdf('intake.pdf')] })),
    );
    expect(Object.fromEntries(read.headers)).toMatchObject({
      'x-unsent': '1',
      to: 'info@informat.be',
      subject: 'API: Sint-Jozef',
      date: 'Thu, 01 Oct 2026 08:30:00 +0000',
    });
    expect(decodeWords(read.headers.get('from') ?? '')).toBe('Łukasz <l@platform.example>');
    expect(read.parts.map(({ headers }) => headers.get('content-type'))).toEqual(['text/plain; charset=utf-8', 'application/pdf']);
    // A space at a line's end is lost on the way.
    expect(read.lines.filter((line) => line.endsWith(' '))).toEqual([]);
    expect(read.parts[0] && textOf(read.parts[0])).toBe(text.replaceAll('\n', '\r\n'));
    expect(read.parts[1]?.bytes).toEqual(pdf('').bytes);
    expect(read.parts[1] && fileNameOf(read.parts[1])).toBe('intake.pdf');
  });

  it.each([
    ['a@b.be\r\nBcc: x@y.be', false],
    ['a@b.be,x@y.be', false],
    ['<a@b.be>', false],
    ['dïrectie@school.be', false],
    ['no address', false],
    // What follows the domain, URL would leave out; numbers it would make an address of the network of.
    ['a@b.be/x', false],
    ['a@b.be:8080', false],
    ['a@b.be?x', false],
    ['a@b.be#x', false],
    ['a@b%2Ebe.com', false],
    ['a@1.22', false],
    ['a@b.0x1f', false],
    ['.a@b.be', false],
    ['directie@schoôl.be', 'directie@xn--schol-9ta.be'],
    ['  Directie.Jan+api@School.BE ', 'Directie.Jan+api@school.be'],
    ['', undefined],
  ])('takes %j as an address: %j', (to, expected) => {
    const printed = printEml(mail({ to }), at);
    expect(printed.ok).toBe(expected !== false);
    if (printed.ok) expect(readEml(printed.value).headers.get('to')).toBe(expected);
    else expect(printed.code).toBe('mailAddressUnwritable');
  });

  it.each(['', ' ', '\u0007', '\u2028'])('a name of nothing (%j) leaves the sender’s address alone', (name) => {
    expect(readEml(bytesOf(mail({ from: { name, email: 'a@b.be' } }))).headers.get('from')).toBe('a@b.be');
  });

  it('whatever is written in it, it reads back, in short lines of ASCII, without a header too many', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.constantFrom('a\r\nBcc: x@y.be', '=?UTF-8?B?QQ==?=', '--=_intakehulp_part--', '\u2028x', '\ud800', '.', 'x'.repeat(300)),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, fc.uint8Array({ maxLength: 300 }), (subject, name, text, fileName, bytes) => {
        const printed = bytesOf(mail({ subject, text, from: { name, email: 'a@b.be' }, attachments: [pdf(fileName, bytes)] }));
        expect(printed.every((byte) => byte === 13 || byte === 10 || (byte >= 32 && byte < 127))).toBe(true);
        const { lines, headers, parts } = readEml(printed);
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(76);
          expect(line).not.toMatch(/[\r\n]|(?<!^Subject:) $/);
        }
        expect([...headers.keys()]).toEqual(['x-unsent', 'from', 'to', 'subject', 'date', 'mime-version', 'content-type']);
        const plain = (value: string) =>
          value
            .toWellFormed()
            .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
            .trim();
        expect(decodeWords(headers.get('subject') ?? '')).toBe(plain(subject));
        const [body, attachment] = parts;
        expect(body && textOf(body)).toBe(text.toWellFormed().replace(/\r\n|\r|\n/g, '\r\n'));
        expect(attachment && fileNameOf(attachment)).toBe(plain(fileName).replace(/["\\/]/g, '_'));
        expect(attachment?.bytes).toEqual(bytes);
        expect(parts.length).toBe(2);
      }),
      { numRuns: 500 },
    );
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)('another reader, Python’s, reads the same', () => {
    const subject = 'Intakeformulier API: École Şahin-Černá, een heel lange naam die over meer dan één regel gaat (035642, 040428)';
    const name = 'intake-école şahin-een-heel-lange-naam-die-over-meer-dan-een-regel-gaat-2026-10-01.pdf';
    const text = `Beste\n\n${'één '.repeat(60)}\n=20 .\n`;
    const bytes = Uint8Array.from({ length: 5000 }, (_, index) => (index * 31) % 256);
    const written = bytesOf(
      mail({ subject, text, from: { name: 'Łukasz "de" Daniëls', email: 'l@b.be' }, to: 'directie@schoôl.be', attachments: [pdf(name, bytes)] }),
    );
    const script = `
import sys, json, email, email.policy, base64
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
body, part = m.get_body(), list(m.iter_attachments())[0]
defects = [str(d) for p in m.walk() for d in p.defects] + [str(d) for p in m.walk() for h in p.values() for d in getattr(h, 'defects', [])]
print(json.dumps({'subject': m['subject'], 'from': m['from'].addresses[0].display_name, 'to': m['to'].addresses[0].addr_spec, 'unsent': m['x-unsent'],
  'text': body.get_content(), 'name': part.get_filename(), 'type': part.get_content_type(), 'bytes': base64.b64encode(part.get_content()).decode(), 'defects': defects, 'date': m['date'].datetime.isoformat()}))`;
    const { stdout, stderr } = spawnSync('python3', ['-c', script], { input: written, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      subject,
      from: 'Łukasz "de" Daniëls',
      to: 'directie@xn--schol-9ta.be',
      unsent: '1',
      text: text.replaceAll('\n', '\r\n'),
      name,
      type: 'application/pdf',
      bytes: Buffer.from(bytes).toString('base64'),
      defects: [],
      date: '2026-10-01T08:30:00+00:00',
    });
  });
});

describe('a link for the mail program', () => {
  it('takes half a character in an address for what it is', () =>
    expect(mailLink({ to: 'a\ud800@b.be', subject: 's', text: 't' }).href).toMatch(/^mailto:a%EF%BF%BD@b\.be\?/));

  it('carries address, subject and text', () => {
    const link = new URL(mailLink({ to: 'info@informat.be', subject: 'A & B?', text: 'één\ntwee & drie' }).href);
    expect([link.protocol, link.pathname, link.searchParams.get('subject'), link.searchParams.get('body')]).toEqual([
      'mailto:',
      'info@informat.be',
      'A & B?',
      'één\r\ntwee & drie',
    ]);
  });

  const many = (count: number, name: (at: number) => string) => Array.from({ length: count }, (_, at) => name(at));
  const asking = (numbers: number, groups: readonly string[], use = 'Opvragen van data voor Leerspoor') =>
    submission('s', {
      name: 'Vrije Basisschool De Regenboog',
      request: request({
        administration: { application: 'both', purpose: 'both', institutionNumbers: many(numbers, (at) => `0${40_000 + at}`), use },
        accounts: { accessGroups: [...groups], username: 'u', use, reconcile: true },
      }),
    });
  const groupsOf = (count: number) => many(count, (at) => `VZW Scholengroep ${at}`);
  const isSentence = (line: string) =>
    line !== '' && !/^(Aanvraag|Instellingsnummers|Applicatie|Gebruik|Waarvoor|Toegangsgroepen|Rekeningen afpunten)/.test(line);

  it.each([
    ['one of each', 1, groupsOf(1), undefined, undefined],
    ['a few', 3, groupsOf(2), undefined, undefined],
    ['fifty', 50, groupsOf(30), undefined, ' … en 29 andere'],
    ['hundreds', 300, groupsOf(100), undefined, ' … en 99 andere'],
    [
      'a group with a semicolon',
      2,
      ['VZW; Noord', ...groupsOf(40)],
      undefined,
      '“VZW; Noord”; VZW Scholengroep 0; VZW Scholengroep 1; VZW Scholengroep 2; VZW Scholengroep 3 … en 36 andere',
    ],
    ['a long use', 40, groupsOf(9), 'Şahin, voor alle scholen. '.repeat(40), 'Deze tekst is ingekort'],
    ['a use of emoji', 40, groupsOf(9), '😀'.repeat(500), 'Deze tekst is ingekort'],
  ] as const)('of %s keeps each sentence', (_, numbers, groups, use, said) => {
    for (const letter of [directorMail(asking(numbers, groups, use)), mailTo(asking(numbers, groups, use))]) {
      const { href, shortened } = mailLink(letter);
      expect(href.length).toBeLessThanOrEqual(1900);
      const body = new URL(href).searchParams.get('body')?.split('\r\n') ?? [];
      for (const sentence of letter.text.split('\n').filter(isSentence)) expect(body).toContain(sentence);
      expect(body.slice(body.indexOf('Met vriendelijke groeten')).slice(0, 4)).toEqual(['Met vriendelijke groeten', '', 'An Peeters', 'Integratiearchitect']);
      expect(shortened).toBe(body.join('\n') !== letter.text);
    }
    const { href } = mailLink(directorMail(asking(numbers, groups, use)));
    if (said) expect(new URL(href).searchParams.get('body')).toContain(said);
  });

  it('of a text without lists leaves out the middle and says so, and an address can add nothing', () => {
    const text = Array.from({ length: 200 }, (_, at) => `regel ${at} is één regel`).join('\n');
    const { href, shortened } = mailLink({ to: 'a@b.be?bcc=x@y.be', subject: 's', text });
    expect([href.length <= 1900, shortened]).toEqual([true, true]);
    expect(href).toContain('mailto:a@b.be%3Fbcc%3Dx@y.be?');
    expect(new URL(href).searchParams.get('body')).toMatch(/^regel 0 is één regel\r\n.*….*\r\nregel 199 is één regel\r\n\r\n\(Deze tekst is ingekort/s);
  });
});
