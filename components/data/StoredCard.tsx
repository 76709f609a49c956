import { useEffect, useState } from 'preact/hooks';
import { ask } from '../../utils/extension/ask.ts';
import { download, jsonFile } from '../../utils/extension/download.ts';
import { allFiles } from '../../utils/extension/files.ts';
import { listHandUses } from '../../utils/extension/hand-uses.ts';
import { allSubmissions, listSubmissions } from '../../utils/extension/submissions.ts';
import { success } from '../../utils/result.ts';
import { printArchive } from '../../utils/vault/bundle.ts';
import type { Unreadable } from '../../utils/vault/ledger.ts';
import { Confirm } from '../controls/Confirm.tsx';
import { Failure, Status } from '../controls/Status.tsx';
import type { Stored } from '../stored.ts';
import { useText } from '../text.ts';
import { Card } from './Card.tsx';
import { inventoryOf } from './inventory.ts';
import { useStep } from '../step.ts';
import { zipEverything } from './takeout.ts';

type StoredCardProps = { stored: Stored; snapshots: number; today: string };

const noFiles = { forms: 0, outcomes: 0, placements: 0, submissions: 0, handUses: 0 };

/** Everything that is kept: what, where, how long; and all of it to take along. */
export function StoredCard({ stored, snapshots, today }: StoredCardProps) {
  const text = useText();
  const { say } = text;
  const { vault, profiles, settings, work, hand } = stored;
  const [files, setFiles] = useState(noFiles);
  const zipping = useStep(text);
  useEffect(() => {
    let current = true;
    void Promise.all([allFiles(), listSubmissions(), listHandUses()]).then(([{ forms, outcomes, placements }, { submissions }, handUses]) => {
      if (current)
        setFiles({ forms: forms.length, outcomes: outcomes.length, placements: placements.length, submissions: submissions.length, handUses: handUses.length });
    });
    return () => {
      current = false;
    };
  }, [vault]);
  const rows = inventoryOf({ ...vault, managed: profiles.managed.size, snapshots, files, settings: { ...settings, ...stored.policy.settings }, work, hand });
  const records = new Map(Object.entries(vault.records));
  const zip = () =>
    zipping.take(async () => {
      download(
        await zipEverything({ records, settings, work, files: await allFiles(), outbox: await allSubmissions(), handUses: await listHandUses(), date: today }),
      );
      return success(undefined);
    });
  return (
    <Card card="stored">
      <p>{say('data_where')}</p>
      <table class="inventory stacks">
        <thead>
          <tr>
            {(['what', 'count', 'place', 'stay'] as const).map((column) => (
              <th key={column} scope="col">
                {say(`data_column_${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ what, count, place, stay }) => (
            <tr key={what}>
              <th scope="row">{say(`data_what_${what}`)}</th>
              <td data-label={say('data_column_count')}>{count}</td>
              <td data-label={say('data_column_place')}>{say(`data_place_${place}`)}</td>
              <td data-label={say('data_column_stay')}>{say(`data_stay_${stay}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <VaultProblems stored={stored} today={today} />
      <h3>{say('data_takeout')}</h3>
      <p class="hint">{say('data_takeoutHint')}</p>
      <p class="row">
        <button type="button" onClick={() => download(jsonFile(`intakehulp-profielen-${today}.json`, printArchive(records, today)))}>
          {say('data_archive')}
        </button>
        <button type="button" disabled={zipping.busy} onClick={zip}>
          {say('data_zip')}
        </button>
      </p>
    </Card>
  );
}

/** What opening the vault found amiss, and what of it nobody can read. */
function VaultProblems({ stored, today }: { stored: Stored; today: string }) {
  const text = useText();
  const { say, code, count } = text;
  const { vault, profiles } = stored;
  const step = useStep(text);
  const [pieces, setPieces] = useState<readonly Unreadable[]>([]);
  useEffect(() => {
    let current = true;
    void ask({ type: 'listUnreadable' }).then((listed) => current && setPieces(listed.ok ? listed.value : []));
    return () => {
      current = false;
    };
  }, [vault]);
  const kept = profiles.unreadable.map((key): Unreadable => ({ key, stored: vault.records[key] }));
  const unreadable = [...kept, ...pieces];
  const discard = async () => {
    await step.take(async () => {
      const removed = kept.length > 0 ? await ask({ type: 'keep', set: {}, remove: kept.map(({ key }) => key) }) : undefined;
      return removed?.ok === false ? removed : ask({ type: 'discardUnreadable' });
    }, say('data_unreadableGone'));
  };
  return (
    <>
      {vault.problems.map((problem) => (
        <div key={problem.code} class={`notice ${problem.severity}`}>
          <p>{code('problem', problem.code, problem.values)}</p>
          <p>{code('fix', problem.code, problem.values)}</p>
        </div>
      ))}
      {unreadable.length > 0 && (
        <div class="notice warns">
          <p>{count('data_unreadable', unreadable.length)}</p>
          <p>{say('data_unreadableHint')}</p>
          <div class="row">
            <button type="button" onClick={() => download(jsonFile(`intakehulp-onleesbaar-${today}.json`, JSON.stringify(unreadable, null, 2)))}>
              {say('vault_exportRaw')}
            </button>
            <Confirm name={say('data_discard')} ask={say('data_discardAsk')} yes={say('data_discardYes')} onYes={discard} />
          </div>
        </div>
      )}
      {step.failed && <Failure text={step.failed} />}
      <Status text={step.done} />
    </>
  );
}
