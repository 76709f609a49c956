import type { TargetedKeyboardEvent, TargetedMouseEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Box, PageSize } from '../../utils/intake/form.ts';
import type { Point } from '../../utils/intake/placing.ts';
import { layTemplate } from '../../utils/intake/template.ts';
import { arrowOf, MovableBox } from './MovableBox.tsx';
import { shownBox } from '../request/places.ts';
import type { Placing } from './placing.ts';
import { placeName } from '../request/places.ts';
import { useText } from '../text.ts';

/** Points that the crosshair goes a key press, and with Shift. */
const steps = { short: 4, long: 24 };

/** Over one page of the preview: where to click, and what was placed. */
export function PlacingLayer({ placing, page }: { placing: Placing; page: number }) {
  const { say, field } = useText();
  const size = placing.form.map.pages[page];
  if (!size) return null;
  const { active, template } = placing;
  const frame = template?.frames[page];
  const shown = placing.placements.filter((placement) => placement.page === page && placing.keys.includes(placement.key));
  return (
    <>
      {active && <Target label={say('placing_target', String(page + 1), placeName(field, active))} page={size} onPut={(point) => placing.put(page, point)} />}
      {shown.map(({ key, box }) => (
        <MovableBox
          key={key}
          kind="placed"
          box={box}
          page={size}
          label={say('placing_box', placeName(field, key))}
          onChange={(next) => placing.change(key, next)}
          onRemove={() => placing.remove(key)}
        />
      ))}
      {template && frame && (
        <MovableBox kind="frame" box={frame} page={size} label={say('placing_frame', String(page + 1))} onChange={(next) => template.move(page, next)}>
          <Ghosts frame={frame} page={page} />
        </MovableBox>
      )}
    </>
  );
}

/** The template's boxes within their frame: they follow it by themselves while it is dragged. */
function Ghosts({ frame, page }: { frame: Box; page: number }) {
  const [left, bottom, right, top] = frame;
  const within: PageSize = { width: right - left, height: top - bottom, turn: 0 };
  const frames: Box[] = [];
  frames[page] = frame;
  return (
    <>
      {layTemplate(frames).map(({ key, box }) => (
        <span key={key} class="ghost" style={shownBox([box[0] - left, box[1] - bottom, box[2] - left, box[3] - bottom], within)} />
      ))}
    </>
  );
}

/** The whole page as one thing to click; by keyboard a crosshair on it, which the arrow keys move and Enter clicks. */
function Target({ label, page, onPut }: { label: string; page: PageSize; onPut: (point: Point) => void }) {
  const [cross, setCross] = useState<Point>([page.width / 2, page.height / 2]);
  const mark = useRef<HTMLSpanElement>(null);
  const click = (event: TargetedMouseEvent<HTMLButtonElement>) => {
    // A click without a pointer is the keyboard's, or that of somebody's aid.
    if (event.detail === 0) return onPut(cross);
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return onPut([((event.clientX - left) / width) * page.width, page.height - ((event.clientY - top) / height) * page.height]);
  };
  const type = (event: TargetedKeyboardEvent<HTMLButtonElement>) => {
    const by = arrowOf(event.key, event.shiftKey ? steps.long : steps.short);
    if (by) {
      const within = (value: number, most: number) => Math.max(0, Math.min(value, most));
      setCross([within(cross[0] + by[0], page.width), within(cross[1] + by[1], page.height)]);
      mark.current?.scrollIntoView?.({ block: 'nearest' });
    } else if (event.key === 'Enter') onPut(cross);
    else return;
    event.preventDefault();
  };
  return (
    <button type="button" class="target" aria-label={label} aria-describedby="placing-keys" onClick={click} onKeyDown={type}>
      <span ref={mark} class="crosshair" style={shownBox([cross[0], cross[1], cross[0], cross[1]], page)} />
    </button>
  );
}
