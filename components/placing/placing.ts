import { useMemo, useState } from 'preact/hooks';
import type { KeptForm } from '../../utils/extension/files.ts';
import { putPlacements } from '../../utils/extension/files.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { Box } from '../../utils/intake/form.ts';
import type { Placement, Point } from '../../utils/intake/placing.ts';
import { boxAt, place, toShow } from '../../utils/intake/placing.ts';
import { layTemplate, templateFrames, templatePages } from '../../utils/intake/template.ts';
import type { RequestAtHand } from '../request/request.ts';

/** What happened last, for whoever does not see the page. */
type PlacingNews = { kind: 'placed' | 'removed'; key: PlaceKey };

export type Placing = {
  /** The form with its map as placed, for whoever fills it. */
  form: KeptForm;
  /** What the person is to show or has shown, in the form's order. */
  keys: readonly PlaceKey[];
  placements: readonly Placement[];
  /** What the next click on the form places. */
  active: PlaceKey | undefined;
  news: PlacingNews | undefined;
  choose: (key: PlaceKey) => void;
  put: (page: number, point: Point) => void;
  change: (key: PlaceKey, box: Box) => void;
  remove: (key: PlaceKey) => void;
  /** The known layout as it lies over a scan, not yet taken over; undefined where it isn't offered. */
  template: { frames: readonly Box[]; move: (page: number, frame: Box) => void; accept: () => void; decline: () => void } | undefined;
  /** Offers the known layout anew, in the place of what was placed; undefined where it can't serve. */
  layAgain: (() => void) | undefined;
};

type Own = { of: string; placements: readonly Placement[] };
type Laying = { of: string; frames: readonly Box[]; declined: boolean };

const none: readonly Placement[] = [];

/** Placing by hand what the form shows no place for. Each change is kept at once, under the form's fingerprint. */
export function usePlacing(form: KeptForm | undefined, atHand: RequestAtHand): Placing | undefined {
  const [own, setOwn] = useState<Own>();
  const [chosen, setChosen] = useState<PlaceKey>();
  const [news, setNews] = useState<PlacingNews>();
  const [laying, setLaying] = useState<Laying>();
  const placements = own?.of === form?.fingerprint && own ? own.placements : (form?.placements ?? none);
  const placed = useMemo(() => form && { ...form, map: place(form.map, placements) }, [form, placements]);
  const keys = useMemo(() => (placed ? toShow(placed.map, atHand.request, atHand.signing, placements) : []), [placed, atHand]);
  if (!form || !placed) return undefined;

  const { fingerprint, map } = form;
  const isPlaced = (key: PlaceKey) => placements.some((placement) => placement.key === key);
  const active = chosen && keys.includes(chosen) ? chosen : keys.find((key) => !isPlaced(key));
  const keep = (next: readonly Placement[]) => {
    setOwn({ of: fingerprint, placements: next });
    void putPlacements(fingerprint, next);
  };
  const without = (key: PlaceKey) => placements.filter((placement) => placement.key !== key);

  const lies = laying?.of === fingerprint ? laying : { of: fingerprint, frames: templateFrames(map.pages), declined: false };
  const serves = map.scan === true && map.pages.length === templatePages;
  const offered = serves && placements.length === 0 && !lies.declined;

  return {
    form: placed,
    keys,
    placements,
    active: offered ? undefined : active,
    news,
    choose: setChosen,
    put: (page, point) => {
      if (!active) return;
      keep([...without(active), { key: active, page, box: boxAt(map, active, page, point) }]);
      setChosen(undefined);
      setNews({ kind: 'placed', key: active });
    },
    change: (key, box) => keep(placements.map((placement) => (placement.key === key ? { ...placement, box } : placement))),
    remove: (key) => {
      keep(without(key));
      setChosen(key);
      setNews({ kind: 'removed', key });
      setLaying({ ...lies, declined: true });
    },
    template: offered
      ? {
          frames: lies.frames,
          move: (page, frame) => setLaying({ ...lies, frames: lies.frames.map((before, at) => (at === page ? frame : before)) }),
          accept: () => keep(layTemplate(lies.frames)),
          decline: () => setLaying({ ...lies, declined: true }),
        }
      : undefined,
    layAgain:
      serves && !offered
        ? () => {
            setLaying({ ...lies, declined: false });
            keep(none);
          }
        : undefined,
  };
}
