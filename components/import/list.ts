import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { ListReader } from '../../utils/extension/list-reader.ts';
import { startListReader } from '../../utils/extension/list-reader.ts';
import type { School } from '../../utils/intake/profile.ts';
import type { Mapping } from '../../utils/profiles/mapping.ts';
import type { ListPlan, Outline } from '../../utils/profiles/open-list.ts';
import type { Result } from '../../utils/result.ts';
import { failure } from '../../utils/result.ts';

/** A list that was read. `turn` counts, so that the same file can be given again. */
type GivenList = { name: string; outline: Outline; turn: number };

export type ListAtHand = {
  list: GivenList | undefined;
  /** What taking it over would do; that of an earlier mapping stands until the new one is there. */
  plan: ListPlan | undefined;
  busy: 'reading' | 'comparing' | undefined;
  /** Why there is no list, or no plan. */
  failed: { code: string; values: readonly string[] } | undefined;
  give: (name: string, read: () => Promise<Uint8Array | string>) => Promise<void>;
  fail: (code: string, values: readonly string[]) => void;
  printBad: ListReader['ask'];
  leave: () => void;
};

/** The list that somebody gives, read in a Worker. `held`: what is stored changes by the import itself, and is not to be compared again. */
export function useList(mappingOf: (outline: Outline) => Mapping, schools: readonly School[], held: boolean): ListAtHand {
  const reader = useRef<ListReader | undefined>(undefined);
  const turn = useRef(0);
  const [list, setList] = useState<GivenList>();
  const [plan, setPlan] = useState<ListPlan>();
  const [busy, setBusy] = useState<ListAtHand['busy']>();
  const [failed, setFailed] = useState<ListAtHand['failed']>();
  useEffect(() => () => reader.current?.stop(), []);

  const ask: ListReader['ask'] = useCallback((kind, asked) => {
    reader.current ??= startListReader();
    return reader.current.ask(kind, asked);
  }, []);
  /** Of two questions on their way the answer to the later one counts. */
  const takeTurn = () => {
    turn.current += 1;
    const mine = turn.current;
    return { mine, current: () => mine === turn.current };
  };
  const fail: ListAtHand['fail'] = (code, values) => setFailed({ code, values });
  const leave = () => {
    takeTurn();
    setList(undefined);
    setPlan(undefined);
    setBusy(undefined);
    setFailed(undefined);
  };

  const give: ListAtHand['give'] = async (name, read) => {
    leave();
    const { mine, current } = takeTurn();
    setBusy('reading');
    // What can't be read any more is said as what it is, where everything else is said.
    const source = await read().catch(() => undefined);
    const outlined: Result<Outline, string> = source === undefined ? failure('listUnreadable', name) : await ask('read', { source });
    if (!current()) return;
    setBusy(undefined);
    if (outlined.ok) setList({ name, outline: outlined.value, turn: mine });
    else fail(outlined.code, outlined.values);
  };

  const mapping = list && mappingOf(list.outline);
  useEffect(() => {
    if (!list || !mapping || held) return;
    const { current } = takeTurn();
    setBusy('comparing');
    setFailed(undefined);
    void ask('plan', { mapping, stored: schools }).then((planned) => {
      if (!current()) return;
      setBusy(undefined);
      setPlan(planned.ok ? planned.value : undefined);
      if (!planned.ok) fail(planned.code, planned.values);
    });
  }, [list, mapping && JSON.stringify(mapping), schools, held]);

  return { list, plan, busy, failed, give, fail, printBad: ask, leave };
}
