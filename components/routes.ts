import type { ListedKind } from '../utils/extension/profiles.ts';
import type { FieldKey } from './fields.ts';

/** The desk's views, by the hash of its address: every one, down to a field, can be linked to. */
export type Route =
  | { view: 'open' }
  /** Many schools at once. */
  | { view: 'batch' }
  /** What was and is to be handed in; one of it, opened; or what is to be done each school year. */
  | { view: 'outbox'; id?: string; renewals?: true }
  /** A form that somebody filled, to be looked over. */
  | { view: 'returned' }
  | { view: 'request'; field?: FieldKey; place?: true }
  /** Schools from a spreadsheet. */
  | { view: 'import' }
  | { view: 'profiles'; kind: ListedKind; id?: string; field?: FieldKey }
  | { view: 'data'; card?: DataCard }
  | { view: 'settings' };

/** The cards of the data page, in their order. */
export const dataCards = ['stored', 'security', 'hands', 'snapshots', 'share', 'import', 'erase'] as const;
export type DataCard = (typeof dataCards)[number];

const folders: Record<ListedKind, string> = { applicant: 'applicants', school: 'schools', purpose: 'purposes', group: 'groups' };

export function parseRoute(hash: string): Route {
  const [view = '', ...rest] = hash.replace(/^#\/?/, '').split('/');
  if (view === 'open' || view === 'batch' || view === 'import' || view === 'returned' || view === 'settings') return { view };
  if (view === 'outbox') return rest[0] === 'renewals' ? { view, renewals: true } : { view, id: rest[0] || undefined };
  if (view === 'data') return { view, card: dataCards.find((card) => card === rest[0]) };
  if (view === 'profiles') {
    const [folder, id, field] = rest;
    const kind = (Object.keys(folders) as ListedKind[]).find((candidate) => folders[candidate] === folder) ?? 'school';
    return { view, kind, id: id || undefined, field: (field || undefined) as FieldKey | undefined };
  }
  if (rest[0] === 'place') return { view: 'request', place: true };
  return { view: 'request', field: (rest[0] || undefined) as FieldKey | undefined };
}

export function printRoute(route: Route): `#${string}` {
  if (route.view === 'profiles') return `#${['profiles', folders[route.kind], route.id, route.field].filter((part) => part !== undefined).join('/')}`;
  if (route.view === 'outbox' && route.renewals) return '#outbox/renewals';
  if (route.view === 'outbox') return route.id ? `#outbox/${route.id}` : '#outbox';
  if (route.view === 'data') return route.card ? `#data/${route.card}` : '#data';
  if (route.view === 'request' && route.place) return '#request/place';
  if (route.view === 'request') return route.field ? `#request/${route.field}` : '#request';
  return `#${route.view}`;
}
