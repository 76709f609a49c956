/** What the judge asks of every variant: three requests, the first one signed by hand. */
import type { Signing } from '../../utils/intake/form.ts';
import type { AccessRequest } from '../../utils/intake/request.ts';

export type Asked = { name: string; request: AccessRequest; signing: Signing };

/** A wave and a loop, as a hand draws them. */
function pen(waves: number, loop: number): number[] {
  return Array.from({ length: 90 }, (_, at) => [
    15 + at * 3 + Math.cos(at / 2.1) * loop,
    50 + Math.sin((at / 90) * waves * 6.283) * 26 + Math.sin(at / 1.7) * loop,
  ]).flat();
}

const hand: Signing = {
  kind: 'hand',
  mention: { kind: 'drawn', width: 320, height: 100, strokes: [pen(9, 3), pen(4, 5)] },
  signature: { kind: 'drawn', width: 320, height: 100, strokes: [pen(3, 14)] },
};

export const asks: readonly Asked[] = [
  {
    name: 'new/both APIs',
    signing: hand,
    request: {
      applicant: { name: 'Zoë Łukasiewicz-François', role: 'Coördinator digitale leeromgeving en gegevensbeheer' },
      date: '2026-09-03',
      director: { name: 'Şeyma Øverby-D’Hoore', email: 'seyma.overby@sint-lutgardis-instituut.be' },
      clientId: { kind: 'new' },
      administration: {
        application: 'both',
        purpose: 'read',
        institutionNumbers: ['035642', '113357'],
        use: 'Opvragen van leerlingen- en personeelsgegevens voor het leerplatform Čapek, zodat klaslijsten, leerlingengroepen en opdrachten elke nacht juist staan.',
      },
      accounts: {
        accessGroups: ['Łódźstraat Lager', 'Internaat De Brès – façade'],
        username: 'Boekhouding_SintLutgardis',
        use: 'Uitwisselen rekeningen met Schoolkassa Plus: aanmaken, opvolgen en afpunten van de maandelijkse schoolrekeningen.',
        reconcile: true,
      },
    },
  },
  {
    name: 'extend/students only',
    signing: { kind: 'print' },
    request: {
      applicant: { name: 'Ann Peeters', role: 'ICT-coördinator' },
      date: '2026-01-31',
      director: { name: 'Jan De Smet', email: 'directie@go-atheneum.be' },
      clientId: { kind: 'extend', name: 'koppeling-smartklas-prod' },
      administration: {
        application: 'students',
        purpose: 'push',
        institutionNumbers: ['035642', '004218', '113357', '128033', '047795', '110098'],
        use: 'Inschrijvingen doorsturen vanuit het aanmeldregister.',
      },
    },
  },
  {
    name: 'Rekeningen only',
    signing: { kind: 'print' },
    request: {
      applicant: { name: 'Mélanie Goossens', role: 'Boekhouder' },
      date: '2026-11-12',
      director: { name: 'Kris Van den Broeck', email: 'kris.vandenbroeck@scholengroep7.be' },
      clientId: { kind: 'new' },
      accounts: { accessGroups: ['Campus Zuid'], username: 'mgoossens', use: 'Uitwisselen rekeningen met Kassanova.', reconcile: false },
    },
  },
];
