import { useEffect, useMemo, useState } from 'preact/hooks';
import type { KeptForm } from '../../utils/extension/files.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { questionOf } from '../../utils/intake/catalogue.ts';
import { decompose } from '../../utils/intake/decompose.ts';
import type { ReadForm } from '../../utils/intake/form.ts';
import { SignaturesCard } from '../certificate/SignaturesCard.tsx';
import { fieldId } from '../fields.ts';
import { useFormAtHand } from '../request/formAtHand.ts';
import type { OpenPreview } from '../request/Preview.tsx';
import { Preview } from '../request/Preview.tsx';
import { ProblemList } from '../request/ProblemList.tsx';
import { marksFor, marksOf } from '../request/places.ts';
import { placeName } from '../request/places.ts';
import { useJudged, useReading } from '../request/returned.ts';
import { SaveProfiles } from '../profiles/SaveProfiles.tsx';
import { DoubtedList, StandingList } from '../request/StandingList.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';

type ReturnedProps = { stored: Stored; today: string; openPreview: OpenPreview; onKept: (done: Done) => void };

/** A form that came back filled: what stands on it, what is wrong with it, what is not sure; and its answers as profiles. */
export function ReturnedView({ stored, today, openPreview, onKept }: ReturnedProps) {
  const { say, code } = useText();
  const form = useFormAtHand(stored.work.form?.fingerprint);
  const read = useReading(form?.fingerprint);
  return (
    <section>
      <h1 tabIndex={-1}>{say('nav_returned')}</h1>
      {form && <p class="lead file-name">{form.name}</p>}
      {form === null && (
        <p class="notice warns">
          {say('request_noForm')} <a href="#open">{say('nav_open')}</a>
        </p>
      )}
      <Status busy={form !== null && !read} text={form && !read ? say('returned_reading') : ''} />
      {read && !read.ok && <Failure text={code('error', read.code, read.values)} />}
      {form && read?.ok && <Reading form={form} read={read.value} stored={stored} today={today} openPreview={openPreview} onKept={onKept} />}
    </section>
  );
}

/** Brings the marked place to the middle of the preview, and the focus to it. `turn` counts, so that the same place can be asked again. */
function usePlaceShown() {
  const [shown, setShown] = useState<{ key: PlaceKey; turn: number }>();
  useEffect(() => {
    const mark = shown && document.querySelector<HTMLElement>('.mark.pressed');
    mark?.focus({ preventScroll: true });
    mark?.scrollIntoView?.({ block: 'center' });
  }, [shown]);
  return { shown: shown?.key, show: (key: PlaceKey) => setShown((before) => ({ key, turn: (before?.turn ?? 0) + 1 })) };
}

function Reading({ form, read, stored, today, openPreview, onKept }: ReturnedProps & { form: KeptForm; read: ReadForm }) {
  const { say, field, code } = useText();
  const { shown, show } = usePlaceShown();
  const problems = useJudged(read, stored.profiles, today);
  const drafts = useMemo(() => decompose(read.request), [read]);
  const turns = useMemo(() => form.map.pages.map((page) => page.turn), [form]);
  if (read.entries.length === 0)
    return (
      <p class="notice informs">
        {say('returned_empty')} <a href="#request">{say('nav_request')}</a>
      </p>
    );

  const name = (key: PlaceKey) => placeName(field, key);
  const wrong = marksOf(read.form, problems, (problem) => code('problem', problem.code, problem.values));
  const marked = (key: PlaceKey) => wrong.some((mark) => mark.key === key);
  const doubtful = marksFor(
    read.form,
    read.doubted.filter((key) => !marked(key)),
    'doubted',
    (key) => say('returned_place', say('returned_doubted'), name(key)),
  );
  const asked = shown && !marked(shown) && !doubtful.some((mark) => mark.key === shown) ? marksFor(read.form, [shown], 'shown', name) : [];
  // From the place back to where it is spoken of; of a question that nothing answers, to nothing.
  const back = (key: PlaceKey) => {
    const row = read.entries.find((entry) => entry.key === key) ?? read.entries.find((entry) => questionOf(entry.key) === questionOf(key));
    if (row) document.getElementById(fieldId(row.key))?.focus();
  };

  return (
    <div class="request">
      <div class="request-side">
        {form.map.signed && <SignaturesCard form={form} />}
        <section class="card" aria-labelledby="check">
          <h2 id="check">{say('problems_title')}</h2>
          <ProblemList problems={problems} onGo={show} sources />
        </section>
        {read.doubted.length > 0 && (
          <section class="card" aria-labelledby="doubted">
            <h2 id="doubted">{say('returned_doubted')}</h2>
            <DoubtedList read={read} pressed={shown} onGo={show} />
          </section>
        )}
        <section class="card" aria-labelledby="standing">
          <h2 id="standing">{say('returned_standing')}</h2>
          <StandingList read={read} pressed={shown} onGo={show} />
        </section>
        <section class="card" aria-labelledby="save">
          <h2 id="save">{say('returned_save')}</h2>
          <SaveProfiles drafts={drafts} stored={stored} onKept={onKept} />
        </section>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the pages scroll, for whoever has no mouse as well. */}
      <section class="request-preview" aria-labelledby="preview" tabIndex={0}>
        <h2 id="preview">{say('preview_title')}</h2>
        <Preview bytes={form.bytes} turns={turns} open={openPreview} marks={[...wrong, ...doubtful, ...asked]} pressed={shown} onGo={back} />
      </section>
    </div>
  );
}
