import { useState } from 'preact/hooks';
import type { WebFill } from '../../utils/extension/messages.ts';
import { showInTab } from '../../utils/extension/web-form.ts';
import type { PlaceKey } from '../../utils/intake/catalogue.ts';
import { useText } from '../text.ts';

/** What the person still has to do stands open; what went well is counted, and named for who wants to know. Each leads to its place on the page. */
export function FilledWeb({ fill, tabId }: { fill: WebFill; tabId: number }) {
  const { say } = useText();
  const [missed, setMissed] = useState(false);
  const show = async (key: string) => setMissed(!(await showInTab(tabId, key as PlaceKey)));
  return (
    <section class="notice well filled" role="status">
      <dl>
        {fill.doubted.length > 0 && (
          <div>
            <dt>{say('web_doubted')}</dt>
            <dd>
              <Questions keys={fill.doubted} onShow={show} />
            </dd>
          </div>
        )}
        {fill.left.length > 0 && (
          <div>
            <dt>{say('web_left')}</dt>
            <dd>
              <Questions keys={fill.left} />
            </dd>
          </div>
        )}
      </dl>
      {fill.left.length > 0 && <p class="hint">{say('web_later')}</p>}
      <details>
        <summary>{say('web_filled', String(fill.filled.length))}</summary>
        <p class="hint">
          <Questions keys={fill.filled} onShow={show} />
        </p>
      </details>
      {missed && <p class="hint">{say('web_notShown')}</p>}
      <p>{say('web_check')}</p>
    </section>
  );
}

/** Questions by name; with `onShow` each is a button to its place. What the page doesn't ask has none. */
function Questions({ keys, onShow }: { keys: readonly string[]; onShow?: (key: string) => void }) {
  const { say, field } = useText();
  return (
    <>
      {keys.map((key, at) => (
        <span key={key}>
          {at > 0 && ', '}
          {onShow ? (
            <button type="button" class="to-place" title={say('web_show')} onClick={() => onShow(key)}>
              {field(key)}
            </button>
          ) : (
            field(key)
          )}
        </span>
      ))}
    </>
  );
}
