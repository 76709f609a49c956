import type { Application, AccessRequest, Purpose } from '../intake/request.ts';
import { groupScopesAsked } from './holdings.ts';
import type { GroupScope, Holdings, Standing } from './holdings.ts';
import type { Scope, ScopeName } from './scopes.ts';
import { scopesAsked } from './scopes.ts';

/** A number or an access group of which something need not be asked again. `whole`: nothing of it is left to ask. */
export type AlreadyHad = Standing & { kind: 'number' | 'accessGroup'; value: string; scopes: readonly (ScopeName | GroupScope)[]; whole: boolean };

export type Outstanding = {
  request: AccessRequest;
  alreadyHad: readonly AlreadyHad[];
  /** All of it was had or asked for: the request asks for nothing any more. */
  nothingLeft: boolean;
};

/** One of the list, or both of them. */
function oneOrBoth<Choice extends string>(choices: readonly Choice[]): Choice | 'both' | undefined {
  const [first, ...others] = new Set(choices);
  return others.length > 0 ? 'both' : first;
}

type Value<Name> = { value: string; had: readonly Name[]; lacks: readonly Name[]; standing?: Standing };

/** What of each value was had already. */
function weigh<Name>(values: readonly string[], asked: readonly Name[], standingOf: (value: string, scope: Name) => Standing | undefined): Value<Name>[] {
  return values.map((value) => {
    const standings = asked.map((scope) => ({ scope, standing: standingOf(value, scope) }));
    const had = standings.filter(({ standing }) => standing !== undefined);
    const waiting = had.find(({ standing }) => standing?.state === 'waiting');
    return {
      value,
      had: had.map(({ scope }) => scope),
      lacks: standings.filter(({ standing }) => standing === undefined).map(({ scope }) => scope),
      standing: (waiting ?? had[0])?.standing,
    };
  });
}

/** What need not be asked again of these values, now that `asked` is asked of those that lack something. */
function hadOf<Name extends ScopeName | GroupScope>(kind: AlreadyHad['kind'], values: readonly Value<Name>[], asked: readonly Name[]): AlreadyHad[] {
  return values.flatMap(({ value, had, lacks, standing }) => {
    const whole = lacks.length === 0;
    const scopes = whole ? had : had.filter((scope) => !asked.includes(scope));
    return standing && scopes.length > 0 ? [{ kind, value, scopes, whole, ...standing }] : [];
  });
}

const lacking = <Name>(values: readonly Value<Name>[]) => values.filter(({ lacks }) => lacks.length > 0);

/**
 * The choice that asks no more than what is lacking. A form asks the same of all its numbers, so what one number lacks is asked of
 * each. Where nothing was had, the choice stays the person's own, sensible or not.
 */
function narrow(asked: readonly Scope[], lacks: ReadonlySet<ScopeName>): { application?: Application; purpose?: Purpose } {
  const left = asked.filter(({ name }) => lacks.has(name));
  if (left.length === asked.length) return {};
  return { application: oneOrBoth(left.map(({ application }) => application)), purpose: oneOrBoth(left.map(({ purpose }) => purpose)) };
}

/**
 * The request without what was granted or asked for before: extending a ClientID asks only for what it does not have yet. What is
 * missing or unreadable stays as it was, for `check` to judge; a part of the form that asks for nothing any more falls away.
 */
export function outstanding(request: AccessRequest, held: Holdings, schoolIds: readonly string[]): Outstanding {
  const { administration, accounts } = request;
  const asked = scopesAsked(request);
  const numbers =
    asked.length > 0
      ? weigh(
          administration?.institutionNumbers ?? [],
          asked.map(({ name }) => name),
          held.number,
        )
      : [];
  const numbersLeft = lacking(numbers);
  const narrowed = narrow(asked, new Set(numbersLeft.flatMap(({ lacks }) => lacks)));
  const administrationDone = numbers.length > 0 && numbersLeft.length === 0;
  const administrationLeft =
    administration && numbers.length > 0 ? { ...administration, ...narrowed, institutionNumbers: numbersLeft.map(({ value }) => value) } : administration;

  const groups = weigh(accounts?.accessGroups ?? [], groupScopesAsked(request), (group, scope: GroupScope) => held.group(group, scope, schoolIds));
  const groupsLeft = lacking(groups);
  const accountsDone = groups.length > 0 && groupsLeft.length === 0;
  const accountsLeft = accounts && groups.length > 0 ? { ...accounts, accessGroups: groupsLeft.map(({ value }) => value) } : accounts;

  const left: AccessRequest = {
    ...request,
    administration: administrationDone ? undefined : administrationLeft,
    accounts: accountsDone ? undefined : accountsLeft,
  };
  return {
    request: left,
    alreadyHad: [
      ...hadOf(
        'number',
        numbers,
        scopesAsked(left).map(({ name }) => name),
      ),
      ...hadOf('accessGroup', groups, groupScopesAsked(left)),
    ],
    nothingLeft: (administrationDone || accountsDone) && !left.administration && !left.accounts,
  };
}
