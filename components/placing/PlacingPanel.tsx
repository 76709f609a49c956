import { useEffect, useRef } from 'preact/hooks';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import type { Placing } from './placing.ts';
import { placeName } from '../request/places.ts';
import { Failure, Status } from '../controls/Status.tsx';
import { useText } from '../text.ts';

/** `arriving`: `#request/place` led here, and the focus comes along. `wrong`: keys whose answer did not stand in its place when the form was filled. */
type PlacingPanelProps = { placing: Placing; arriving: boolean; wrong: readonly string[] };

/** What has no place on the form, to be shown on the preview one by one; what was shown can be taken away again. */
export function PlacingPanel({ placing, arriving, wrong }: PlacingPanelProps) {
  const { say, field } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { keys, placements, active, news, template, layAgain, form } = placing;
  const pageOf = (key: PlaceKey) => placements.find((placement) => placement.key === key)?.page;
  const missing = keys.filter((key) => pageOf(key) === undefined);
  const touching = keys.filter((key) => pageOf(key) !== undefined && wrong.includes(key));
  const names = missing.map((key) => placeName(field, key)).join(', ');

  useEffect(() => {
    if (!arriving) return;
    heading.current?.focus();
    heading.current?.scrollIntoView?.({ block: 'start' });
  }, [arriving]);
  // The page's target goes when everything is placed, and the focus with it: here it is caught.
  useEffect(() => {
    if (!active && news && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [active, news]);

  // Whoever chooses by keyboard is led on to the page.
  const choose = (key: PlaceKey, byKeyboard: boolean) => {
    placing.choose(key);
    if (byKeyboard) setTimeout(() => document.querySelectorAll<HTMLElement>('.target')[pageOf(key) ?? 0]?.focus());
  };

  return (
    <section class="card placing" aria-labelledby="placing">
      <h2 id="placing" ref={heading} tabIndex={-1}>
        {say('placing_title')}
      </h2>
      {template ? (
        <>
          <p>{say('placing_template')}</p>
          <p id="placing-keys" class="hint">
            {say('placing_frameKeys')}
          </p>
          <p class="row">
            <button type="button" class="primary" onClick={template.accept}>
              {say('placing_accept')}
            </button>
            <button type="button" onClick={template.decline}>
              {say('placing_byClick')}
            </button>
          </p>
        </>
      ) : (
        <>
          {missing.length > 0 && !form.map.scan && <p>{say('placing_missing', names)}</p>}
          <p>{say(missing.length > 0 ? 'placing_click' : 'placing_all')}</p>
          {touching.length > 0 && <Failure text={say('placing_overlaps', touching.map((key) => placeName(field, key)).join(', '))} />}
          <ul class="placing-keys">
            {keys.map((key) => {
              const page = pageOf(key);
              const name = placeName(field, key);
              return (
                <li key={key} class={key === active ? 'active' : undefined}>
                  <button type="button" class="quiet" aria-pressed={key === active} onClick={(event) => choose(key, event.detail === 0)}>
                    {name}
                  </button>
                  <span class="hint">{page === undefined ? say('placing_todo') : say('placing_onPage', String(page + 1))}</span>
                  {page !== undefined && (
                    <button type="button" class="quiet" aria-label={`${say('placing_remove')}: ${name}`} onClick={() => placing.remove(key)}>
                      {say('placing_remove')}
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
          <p id="placing-keys" class="hint">
            {say('placing_keys')}
          </p>
          {layAgain && (
            <button type="button" onClick={layAgain}>
              {say('placing_again')}
            </button>
          )}
        </>
      )}
      <Status text={newsText()} />
    </section>
  );

  function newsText(): string {
    if (!news) return '';
    const happened = say(`placing_${news.kind}`, placeName(field, news.key));
    return active ? `${happened} · ${say('placing_next', placeName(field, active))}` : happened;
  }
}
