import { fold, numberOf } from '../intake/kinship.ts';
import { compareTexts } from '../intake/order.ts';
import type { AccessRequest } from '../intake/request.ts';
import { scopesAsked } from './scopes.ts';
import type { ScopeName } from './scopes.ts';
import { wasMade } from './status.ts';
import type { Status, Submission } from './submission.ts';

/** `had`: granted. `waiting`: asked, and not answered yet. `since`: yyyy-mm-dd, or empty where no day is known. */
export type Standing = { state: 'had' | 'waiting'; since: string };
export type GroupScope = 'accounts' | 'reconcile';

/** What a status means for what the request asked. Of an expired one only the access groups ended: the numbers' scopes know no school year. */
const standings: Partial<Record<Status, { numbers: Standing['state']; groups?: Standing['state'] }>> = {
  sent: { numbers: 'waiting', groups: 'waiting' },
  credentials: { numbers: 'had', groups: 'had' },
  expired: { numbers: 'had' },
};

/** What was asked for before, to be looked up. Numbers are known everywhere; a group's name is only known within its school. */
export type Holdings = {
  number(number: string, scope: ScopeName): Standing | undefined;
  /** The standing that all these schools have of the group: the one that is waiting longest where they differ. */
  group(group: string, scope: GroupScope, schoolIds: readonly string[]): Standing | undefined;
};

export function groupScopesAsked({ accounts }: AccessRequest): readonly GroupScope[] {
  if (!accounts) return [];
  return accounts.reconcile ? ['accounts', 'reconcile'] : ['accounts'];
}

/** The ClientID that the submission is of, where its name is known: the one it extends, or the one that came of it. */
export function clientIdOf({ request, clientId }: Submission): string {
  return request.clientId?.kind === 'extend' ? request.clientId.name.trim() : clientId.trim();
}

/** Granted goes before waiting; of equals the first. */
const better = (known: Standing | undefined, found: Standing): Standing => (known && (known.state === 'had' || found.state === 'waiting') ? known : found);

const keyOf = (...parts: readonly string[]) => JSON.stringify(parts);

/** What these submissions were granted, or are waiting for; what was never made asked for nothing. The caller chooses which of them count. */
export function holdingsOf(submissions: readonly Submission[]): Holdings {
  const numbers = new Map<string, Standing>();
  const groups = new Map<string, Standing>();
  const note = (held: Map<string, Standing>, key: string, found: Standing) => held.set(key, better(held.get(key), found));
  for (const submission of submissions) {
    const { status, dates, request, schoolIds } = submission;
    const standing = wasMade(submission) ? standings[status] : undefined;
    if (!standing) continue;
    const since = dates.credentials ?? dates.sent ?? '';
    for (const number of request.administration?.institutionNumbers ?? [])
      for (const { name } of scopesAsked(request)) note(numbers, keyOf(numberOf(number), name), { state: standing.numbers, since });
    if (!standing.groups) continue;
    for (const group of request.accounts?.accessGroups ?? [])
      for (const scope of groupScopesAsked(request))
        for (const schoolId of schoolIds) note(groups, keyOf(fold(group), scope, schoolId), { state: standing.groups, since });
  }
  return {
    number: (number, scope) => numbers.get(keyOf(numberOf(number), scope)),
    group: (group, scope, schoolIds) => {
      const found = schoolIds.map((schoolId) => groups.get(keyOf(fold(group), scope, schoolId)));
      if (!found.every((standing) => standing !== undefined)) return undefined;
      const waiting = found.filter(({ state }) => state === 'waiting').sort((a, b) => compareTexts(a.since, b.since));
      return waiting[0] ?? found[0];
    },
  };
}
