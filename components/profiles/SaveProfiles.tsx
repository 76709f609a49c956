import { useState } from 'preact/hooks';
import type { ProfileKind, Profiles } from '../../utils/extension/profiles.ts';
import { newId } from '../../utils/extension/profiles.ts';
import type { Draft, Drafts } from '../../utils/intake/decompose.ts';
import { contentsOf, differencesOf, findKin, merge } from '../../utils/intake/kinship.ts';
import { profileKinds } from '../fields.ts';
import { ChangesTable, ContentsList } from './ProfileChanges.tsx';
import type { Done, ProfileOf as KeptOf, Stored } from '../stored.ts';
import { profilesOf } from '../stored.ts';
import { useText } from '../text.ts';

/** What a form tells of; groups it does not know. */
type ProfileOf = Pick<KeptOf, ProfileKind>;

type Action = 'update' | 'create' | 'skip';
type Choice = { action: Action; name: string };

/** What a form says of one profile, next to what is kept of the same person, school or purpose. */
type Offer<Kind extends ProfileKind = ProfileKind> = {
  kind: Kind;
  said: Draft<ProfileOf[Kind]>;
  kin: ProfileOf[Kind] | undefined;
  merged: ProfileOf[Kind] | undefined;
  actions: readonly Action[];
};

/** No action: it is kept as it is, and there is nothing to choose. */
function offerOf<Kind extends ProfileKind>(kind: Kind, said: Draft<ProfileOf[Kind]>, profiles: Profiles): Offer<Kind> {
  const kin = findKin(kind, said, profilesOf(profiles, kind));
  const merged = kin && merge(kind, kin, said);
  const differs = kin && merged && differencesOf(kind, kin, merged).length > 0;
  return { kind, said, kin, merged, actions: !kin ? ['create', 'skip'] : differs ? ['update', 'create', 'skip'] : [] };
}

function offersOf(drafts: Drafts, profiles: Profiles): Offer[] {
  return profileKinds.flatMap((kind) => {
    const said = drafts[kind];
    return said ? [offerOf(kind, said as Draft<ProfileOf[typeof kind]>, profiles) as Offer] : [];
  });
}

type SaveProfilesProps = { drafts: Drafts; stored: Stored; onKept: (done: Done) => void };

/** A form's answers as profiles: what would change is shown first, and nothing is written before the click; that can be undone. */
export function SaveProfiles({ drafts, stored, onKept }: SaveProfilesProps) {
  const { say, count } = useText();
  const [choices, setChoices] = useState<Partial<Record<ProfileKind, Choice>>>({});
  const offers = offersOf(drafts, stored.profiles);
  const choiceFor = ({ kind, said, actions }: Offer): Choice => {
    const chosen = choices[kind];
    return chosen && actions.includes(chosen.action) ? chosen : { action: actions[0] ?? 'skip', name: chosen?.name ?? said.name };
  };
  const chosen = offers.map((offer) => ({ offer, choice: choiceFor(offer) })).filter(({ choice }) => choice.action !== 'skip');

  const keep = () => {
    const ways = chosen.flatMap(({ offer: { kind, said, kin, merged }, choice }) => {
      if (choice.action === 'update' && kin && merged) {
        stored.keep(kind, merged);
        return [() => stored.keep(kind, kin)];
      }
      const id = newId();
      stored.keep(kind, { ...said, id, name: choice.name.trim() } as ProfileOf[typeof kind]);
      return [() => stored.remove(kind, id)];
    });
    setChoices({});
    onKept({
      text: count('returned_kept', ways.length),
      undo: () => {
        for (const back of ways) back();
      },
    });
  };

  if (offers.length === 0) return <p class="hint">{say('returned_saveNone')}</p>;
  return (
    <div class="form">
      <p class="hint">{say('returned_saveHint')}</p>
      {offers.map((offer) => (
        <OfferField
          key={offer.kind}
          offer={offer}
          choice={choiceFor(offer)}
          onChoose={(choice) => setChoices((before) => ({ ...before, [offer.kind]: choice }))}
        />
      ))}
      <p class="row">
        <button type="button" class="primary" disabled={chosen.length === 0} onClick={keep}>
          {say('returned_keep')}
        </button>
      </p>
    </div>
  );
}

function OfferField({ offer, choice, onChoose }: { offer: Offer; choice: Choice; onChoose: (choice: Choice) => void }) {
  const { say, field } = useText();
  const { kind, said, kin, merged, actions } = offer;
  const kept = kin?.name.trim() || say('untitled');
  const id = `returned-${kind}`;
  const names: Record<Action, string> = { update: say('returned_update', kept), create: say('returned_create'), skip: say('returned_skip') };
  return (
    <fieldset class="field">
      <legend>{say(`kind_${kind}`)}</legend>
      {actions.length === 0 && <p class="hint">{say('returned_same', kept)}</p>}
      <div class="choices">
        {actions.map((action) => (
          <label key={action} class="choice">
            <input type="radio" name={id} checked={action === choice.action} onChange={() => onChoose({ ...choice, action })} />
            <span>{names[action]}</span>
          </label>
        ))}
      </div>
      {choice.action === 'update' && kin && merged && <ChangesTable caption={say('returned_differs', kept)} differences={differencesOf(kind, kin, merged)} />}
      {choice.action === 'create' && (
        <>
          {kind !== 'applicant' && (
            <div class="field">
              <label for={`${id}-name`}>{field(`${kind}.name`)}</label>
              <p class="hint" id={`${id}-hint`}>
                {say(`hint_${kind}_name`)}
              </p>
              <input
                id={`${id}-name`}
                type="text"
                value={choice.name}
                autocomplete="off"
                aria-describedby={`${id}-hint`}
                onInput={(event) => onChoose({ ...choice, name: event.currentTarget.value })}
              />
            </div>
          )}
          <ContentsList contents={contentsOf(kind, said)} />
        </>
      )}
    </fieldset>
  );
}
