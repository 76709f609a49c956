import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../utils/extension/ask.ts';
import { getForm } from '../utils/extension/files.ts';
import type { Hand } from '../utils/extension/handwriting.ts';
import { loadHandwriting, saveHandwriting, watchHandwriting } from '../utils/extension/handwriting.ts';
import type { OpenVault, VaultFailure } from '../utils/extension/messages.ts';
import type { Policy } from '../utils/extension/policy.ts';
import { watchPolicy } from '../utils/extension/policy.ts';
import type { ListedKind, Profiles } from '../utils/extension/profiles.ts';
import { loadContents, profileKey, removeProfile, saveProfile } from '../utils/extension/profiles.ts';
import type { Settings, Work } from '../utils/extension/store.ts';
import { loadSettings, loadWork, saveSettings, saveWork, watchStore } from '../utils/extension/store.ts';
import { watchVault } from '../utils/extension/vault-mark.ts';
import type { Applicant, Group, PurposeProfile, School } from '../utils/intake/profile.ts';
import type { Result } from '../utils/result.ts';
import { success } from '../utils/result.ts';
import type { Change } from '../utils/vault/records.ts';

export type ProfileOf = { applicant: Applicant; school: School; purpose: PurposeProfile; group: Group };
export type Removed = { [Kind in ListedKind]: { kind: Kind; profile: ProfileOf[Kind] } }[ListedKind];

/** Something that was just done to what is stored, with the way back. */
export type Done = { text: string; undo: () => void };

/** The form at hand with its name, which stands in the form's own row. */
export type ShownWork = Omit<Work, 'form'> & { form?: { fingerprint: string; name: string } };

type Kept = { profiles: Profiles; vault: OpenVault; policy: Policy; work: ShownWork; settings: Settings; hand: Hand };

/** What is stored, as this view shows it, and the ways to change it. Each change is shown and saved at once. */
export type Stored = Kept & {
  keep: <Kind extends ListedKind>(kind: Kind, profile: ProfileOf[Kind]) => void;
  /** Any change of the vault's records; shown when it is saved. `was`: those that it was made for, so that another view's edit of them stands beside it. */
  keepAll: (change: Change, was?: Readonly<Record<string, unknown>>) => void;
  remove: (kind: ListedKind, id: string) => void;
  setWork: (work: Partial<Work>) => void;
  setSettings: (settings: Settings) => void;
  setHand: (hand: Hand) => void;
};

export type StoreFailure = { code: VaultFailure; values: readonly string[] };

/** `closed`: why the vault gives nothing. `refused`: a change that could not be saved; what the person typed still stands on the screen. */
export type StoredState = { stored?: Stored; closed?: StoreFailure; refused?: StoreFailure };

const lists = { applicant: 'applicants', school: 'schools', purpose: 'purposes', group: 'groups' } as const;
export function profilesOf<Kind extends ListedKind>(profiles: Profiles, kind: Kind): readonly ProfileOf[Kind][] {
  return profiles[lists[kind]] as ProfileOf[ListedKind][] as ProfileOf[Kind][];
}

/** With the profile put in the place of its former self, or at the end: a list that reorders while its name is typed is of no use. */
function withProfile<Kind extends ListedKind>(profiles: Profiles, kind: Kind, profile: ProfileOf[Kind]): Profiles {
  const list = profilesOf(profiles, kind);
  const known = list.some((candidate) => candidate.id === profile.id);
  const next = known ? list.map((candidate) => (candidate.id === profile.id ? profile : candidate)) : [...list, profile];
  return { ...profiles, [lists[kind]]: next };
}

/** What the organisation rolled out is used, not changed. */
export const isManaged = (profiles: Profiles, kind: ListedKind, id: string) => profiles.managed.has(profileKey(kind, id));

/** `changed`: the records that may have changed; all of them where it is absent. */
async function loadKept(changed?: readonly string[]): Promise<Result<Kept, VaultFailure>> {
  const [contents, settings, hand] = await Promise.all([loadContents(changed), loadSettings(), loadHandwriting()]);
  if (!contents.ok) return contents;
  const work = await loadWork(contents.value.policy.work);
  const form = work.form && (await getForm(work.form.fingerprint));
  return success({ ...contents.value, work: { ...work, form: form && { fingerprint: form.fingerprint, name: form.name } }, settings, hand });
}

type Save = () => Promise<Result<void, VaultFailure>>;

/**
 * The stored state for one view; empty until it was read. Open views follow each other: a change made elsewhere is read again, but
 * never over what is being typed here, whose own save is then still on its way. What was typed as the vault locked is saved when it
 * is unlocked.
 */
export function useStored(onError: (error: unknown) => void): StoredState {
  const [kept, setKept] = useState<Kept>();
  const [closed, setClosed] = useState<StoreFailure>();
  const [refused, setRefused] = useState<StoreFailure>();
  const edits = useRef(0);
  const saving = useRef(new Set<Promise<void>>());
  const waiting = useRef<Save[]>([]);
  /** Records that changed since they were last read; undefined: anything may have. */
  const changed = useRef<readonly string[] | undefined>(undefined);
  /** As last shown: an undo is called through the view as it was when its offer was made. */
  const shownLast = useRef<Kept | undefined>(undefined);
  const report = useRef(onError);
  report.current = onError;

  const send = useCallback((save: Save) => {
    const sent = save().then((saved) => {
      if (saved.ok) setRefused(undefined);
      else if (saved.code === 'vaultLocked') waiting.current.push(save);
      else setRefused(saved);
    });
    saving.current.add(sent);
    sent.catch((error: unknown) => report.current(error)).finally(() => saving.current.delete(sent));
  }, []);

  const show = (next: Kept | undefined) => {
    shownLast.current = next;
    setKept(next);
  };

  useEffect(() => {
    let left = false;
    const readOnce = async (): Promise<Result<Kept, VaultFailure>> => {
      let before: number;
      let next: Result<Kept, VaultFailure>;
      do {
        before = edits.current;
        await Promise.allSettled(saving.current);
        const keys = changed.current;
        changed.current = [];
        next = await loadKept(keys);
        if (!next.ok) changed.current = undefined;
      } while (before !== edits.current && !left);
      return next;
    };
    const read = async () => {
      let next = await readOnce();
      while (next.ok && waiting.current.length > 0 && !left) {
        for (const save of waiting.current.splice(0)) send(save);
        next = await readOnce();
      }
      if (left) return;
      setClosed(next.ok ? undefined : next);
      show(next.ok ? next.value : undefined);
    };
    // One reading at a time, so that none ends with what another has made stale.
    let asked = false;
    let reading = false;
    const readAll = async () => {
      reading = true;
      try {
        while (asked && !left) {
          asked = false;
          await read();
        }
      } catch (error) {
        changed.current = undefined;
        report.current(error);
      } finally {
        reading = false;
      }
    };
    const follow = () => {
      asked = true;
      if (!reading) void readAll();
    };
    follow();
    const followVault = (keys: readonly string[] | undefined) => {
      changed.current = keys && changed.current && [...changed.current, ...keys];
      follow();
    };
    const stops = [watchVault(followVault), watchStore(follow), watchPolicy(follow), watchHandwriting(follow)];
    return () => {
      left = true;
      for (const stop of stops) stop();
    };
  }, []);

  const change = (shown: (kept: Kept) => Kept, save: Save) => {
    edits.current += 1;
    if (shownLast.current) show(shown(shownLast.current));
    send(save);
  };

  if (!kept) return { closed, refused };
  const stored: Stored = {
    ...kept,
    keep: (kind, profile) => {
      const was = profilesOf((shownLast.current ?? kept).profiles, kind).find(({ id }) => id === profile.id);
      change(
        (now) => ({ ...now, profiles: withProfile(now.profiles, kind, profile) }),
        () => saveProfile(kind, profile, was),
      );
    },
    keepAll: ({ set, remove }, was) =>
      change(
        (now) => now,
        () => ask({ type: 'keep', set: { ...set }, remove: [...remove], ...(was && { was: { ...was } }) }),
      ),
    remove: (kind, id) =>
      change(
        (now) => ({ ...now, profiles: { ...now.profiles, [lists[kind]]: profilesOf(now.profiles, kind).filter((profile) => profile.id !== id) } }),
        () => removeProfile(kind, id),
      ),
    setWork: (work) =>
      change(
        (now) => ({ ...now, work: { ...now.work, ...work, form: 'form' in work ? undefined : now.work.form } }),
        () => saveWork(work).then(success),
      ),
    setSettings: (settings) =>
      change(
        (now) => ({ ...now, settings }),
        () => saveSettings(settings).then(success),
      ),
    setHand: (hand) =>
      change(
        (now) => ({ ...now, hand }),
        () => saveHandwriting(hand).then(success),
      ),
  };
  return { stored, closed, refused };
}
