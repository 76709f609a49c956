import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Hand } from '../utils/extension/handwriting.ts';
import { loadHandwriting, saveHandwriting, watchHandwriting } from '../utils/extension/handwriting.ts';
import type { ProfileKind, Profiles, Settings, Work } from '../utils/extension/store.ts';
import {
  loadAll,
  loadSettings,
  loadWork,
  removeProfile,
  saveApplicant,
  savePurpose,
  saveSchool,
  saveSettings,
  saveWork,
  watch,
} from '../utils/extension/store.ts';
import type { Applicant, PurposeProfile, School } from '../utils/intake/profile.ts';

export type ProfileOf = { applicant: Applicant; school: School; purpose: PurposeProfile };
export type Removed = { [Kind in ProfileKind]: { kind: Kind; profile: ProfileOf[Kind] } }[ProfileKind];

/** Something that was just done to what is stored, with the way back. */
export type Done = { text: string; undo: () => void };

type Kept = { profiles: Profiles; work: Work; settings: Settings; hand: Hand };

/** What is stored, as this view shows it, and the ways to change it. Each change is shown and saved at once. */
export type Stored = Kept & {
  keep: <Kind extends ProfileKind>(kind: Kind, profile: ProfileOf[Kind]) => void;
  remove: (kind: ProfileKind, id: string) => void;
  setWork: (work: Partial<Work>) => void;
  setSettings: (settings: Settings) => void;
  setHand: (hand: Hand) => void;
};

const lists = { applicant: 'applicants', school: 'schools', purpose: 'purposes' } as const;
const saves = { applicant: saveApplicant, school: saveSchool, purpose: savePurpose };

export function profilesOf<Kind extends ProfileKind>(profiles: Profiles, kind: Kind): readonly ProfileOf[Kind][] {
  return profiles[lists[kind]] as ProfileOf[ProfileKind][] as ProfileOf[Kind][];
}

/** With the profile put in the place of its former self, or at the end: a list that reorders while its name is typed is of no use. */
function withProfile<Kind extends ProfileKind>(profiles: Profiles, kind: Kind, profile: ProfileOf[Kind]): Profiles {
  const list = profilesOf(profiles, kind);
  const known = list.some((candidate) => candidate.id === profile.id);
  const next = known ? list.map((candidate) => (candidate.id === profile.id ? profile : candidate)) : [...list, profile];
  return { ...profiles, [lists[kind]]: next };
}

async function loadKept(): Promise<Kept> {
  const [profiles, work, settings, hand] = await Promise.all([loadAll(), loadWork(), loadSettings(), loadHandwriting()]);
  return { profiles, work, settings, hand };
}

/**
 * The stored state for one view; undefined until it was read. Two open views follow each other: a change made elsewhere is
 * read again, but never over what is being typed here, whose own save is then still on its way.
 */
export function useStored(onError: (error: unknown) => void): Stored | undefined {
  const [kept, setKept] = useState<Kept>();
  const edits = useRef(0);
  const saving = useRef(new Set<Promise<void>>());
  const report = useRef(onError);
  report.current = onError;

  useEffect(() => {
    let closed = false;
    const read = async () => {
      let before: number;
      let next: Kept;
      do {
        before = edits.current;
        await Promise.allSettled(saving.current);
        next = await loadKept();
      } while (before !== edits.current && !closed);
      if (!closed) setKept(next);
    };
    const follow = () => void read().catch((error: unknown) => report.current(error));
    follow();
    const stops = [watch(follow), watchHandwriting(follow)];
    return () => {
      closed = true;
      for (const stop of stops) stop();
    };
  }, []);

  const change = useCallback((shown: (kept: Kept) => Kept, saved: Promise<void>) => {
    edits.current += 1;
    setKept((now) => now && shown(now));
    saving.current.add(saved);
    saved.catch((error: unknown) => report.current(error)).finally(() => saving.current.delete(saved));
  }, []);

  if (!kept) return undefined;
  return {
    ...kept,
    keep: (kind, profile) =>
      change(
        (now) => ({ ...now, profiles: withProfile(now.profiles, kind, profile) }),
        (saves[kind] as (profile: ProfileOf[typeof kind]) => Promise<void>)(profile),
      ),
    remove: (kind, id) =>
      change(
        (now) => ({ ...now, profiles: { ...now.profiles, [lists[kind]]: profilesOf(now.profiles, kind).filter((profile) => profile.id !== id) } }),
        removeProfile(kind, id),
      ),
    setWork: (work) => change((now) => ({ ...now, work: { ...now.work, ...work } }), saveWork(work)),
    setSettings: (settings) => change((now) => ({ ...now, settings }), saveSettings(settings)),
    setHand: (hand) => change((now) => ({ ...now, hand }), saveHandwriting(hand)),
  };
}
