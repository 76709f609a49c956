import type { Outline } from '../../utils/profiles/open-list.ts';
import { useStep } from '../step.ts';
import { ColumnsCard } from '../import/ColumnsCard.tsx';
import { forget, remember, remembered } from '../import/columns.ts';
import { GiveCard } from '../import/GiveCard.tsx';
import { useList } from '../import/list.ts';
import { PlanCard } from '../import/PlanCard.tsx';
import { printRoute } from '../routes.ts';
import { Failure, Status } from '../controls/Status.tsx';
import type { Done, Stored } from '../stored.ts';
import { useText } from '../text.ts';

const busyText = { reading: 'import_reading', comparing: 'import_comparing' } as const;

/** Schools from a spreadsheet: given, looked over, taken over. Nothing is written before the last click. */
export function ImportView({ stored, onDone }: { stored: Stored; onDone: (done: Done) => void }) {
  const text = useText();
  const { say, code } = text;
  const step = useStep(text);
  const known = stored.work.columns ?? {};
  const mappingOf = (outline: Outline) => remembered(known, outline) ?? outline.mapping;
  const { list, plan, busy, failed, give, fail, printBad, leave } = useList(mappingOf, stored.profiles.schools, step.busy);
  return (
    <section class="import">
      <div>
        <h1 tabIndex={-1}>{say('import_title')}</h1>
        <p class="lead">{say('import_intro')}</p>
      </div>
      <GiveCard give={give} fail={fail} />
      <Status busy={busy !== undefined} text={busy ? say(busyText[busy]) : ''} />
      {failed && <Failure text={code('error', failed.code, failed.values)} />}
      {list && (
        <ColumnsCard
          key={list.turn}
          name={list.name}
          outline={list.outline}
          mapping={mappingOf(list.outline)}
          remembered={remembered(known, list.outline) !== undefined}
          onMap={(mapping) => stored.setWork({ columns: remember(known, list.outline.key, mapping) })}
          onProposeAnew={() => stored.setWork({ columns: forget(known, list.outline.key) })}
        />
      )}
      {list && plan && (
        <PlanCard
          key={`plan-${list.turn}`}
          name={list.name}
          plan={plan}
          stored={stored}
          step={step}
          comparing={busy === 'comparing'}
          printBad={printBad}
          onTaken={(done) => {
            leave();
            onDone(done);
            location.hash = printRoute({ view: 'profiles', kind: 'school' });
          }}
          onLeave={leave}
        />
      )}
    </section>
  );
}
