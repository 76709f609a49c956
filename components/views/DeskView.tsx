import { useEffect, useRef, useState } from 'preact/hooks';
import { localDate } from '../../utils/intake/values.ts';
import { cardId } from '../data/Card.tsx';
import { focusField } from '../fields.ts';
import type { OpenPreview } from '../request/Preview.tsx';
import type { Route } from '../routes.ts';
import { parseRoute, printRoute } from '../routes.ts';
import type { Done, Removed, Stored } from '../stored.ts';
import { Toast } from '../controls/Toast.tsx';
import { useText } from '../text.ts';
import { StoredView } from './StoredView.tsx';
import { BatchView } from './BatchView.tsx';
import { ImportView } from './ImportView.tsx';
import { OpenView } from './OpenView.tsx';
import { OutboxView } from './OutboxView.tsx';
import { ProfilesView } from './ProfilesView.tsx';
import { RequestView } from './RequestView.tsx';
import { ReturnedView } from './ReturnedView.tsx';
import { SettingsView } from './SettingsView.tsx';

function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return route;
}

const stops = [
  { name: 'nav_request', route: { view: 'request' } },
  { name: 'nav_open', route: { view: 'open' } },
  { name: 'nav_batch', route: { view: 'batch' } },
  { name: 'nav_outbox', route: { view: 'outbox' } },
  { name: 'nav_returned', route: { view: 'returned' } },
  { name: 'nav_applicants', route: { view: 'profiles', kind: 'applicant' } },
  { name: 'nav_schools', route: { view: 'profiles', kind: 'school' } },
  { name: 'nav_groups', route: { view: 'profiles', kind: 'group' } },
  { name: 'nav_purposes', route: { view: 'profiles', kind: 'purpose' } },
  { name: 'nav_data', route: { view: 'data' } },
  { name: 'nav_settings', route: { view: 'settings' } },
] as const satisfies readonly { name: string; route: Route }[];

/** The import belongs to the schools. */
const stopOf = (route: Route): Route => (route.view === 'import' ? { view: 'profiles', kind: 'school' } : route);

const sameStop = (a: Route, b: Route) => a.view === b.view && (a.view !== 'profiles' || b.view !== 'profiles' || a.kind === b.kind);

/** Of so many things that were done the way back is offered, the last one first. */
const mostOffered = 10;

/** The full tab: what needs room. Each view has its own address. */
export function DeskView({ stored, openPreview }: { stored: Stored; openPreview: OpenPreview }) {
  const { say } = useText();
  const route = useRoute();
  const [offered, setOffered] = useState<readonly Done[]>([]);
  const done = offered.at(-1);
  const setDone = (next: Done) => setOffered((before) => [...before, next].slice(-mostOffered));
  const main = useRef<HTMLElement>(null);
  const today = localDate(new Date());
  const current = stops.find((stop) => sameStop(stop.route, stopOf(route))) ?? stops[0];
  const within = route.view === 'profiles' ? route.id : route.view === 'data' ? route.card : route.view === 'import' ? route.view : undefined;
  const place = `${current.name}${within ?? ''}`;
  const title = say(route.view === 'import' ? 'import_title' : current.name);

  useEffect(() => {
    document.title = `${title} – Intakehulp`;
  }, [title]);
  // Whoever comes by keyboard or screen reader lands where the new view begins; not on the first one, which nobody asked to move to.
  const arrived = useRef(false);
  useEffect(() => {
    const field = route.view === 'profiles' || route.view === 'request' ? route.field : undefined;
    if (field && route.view === 'profiles') focusField(field);
    else if (route.view === 'data' && route.card) document.getElementById(cardId(route.card))?.focus();
    else if (arrived.current && !field)
      (main.current?.querySelector<HTMLElement>(route.view === 'profiles' && route.id ? '.form input' : 'h1') ?? main.current)?.focus();
    arrived.current = true;
  }, [place]);

  const undo = () => {
    done?.undo();
    setOffered((before) => before.filter((one) => one !== done));
  };
  const tellRemoved = ({ kind, profile }: Removed) =>
    setDone({ text: say('deleted', profile.name.trim() || say('untitled')), undo: () => stored.keep(kind, profile) });

  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {say('skipToContent')}
      </button>
      <header class="desk-head">
        <p class="brand">
          <img src="/icon/32.png" alt="" width="24" height="24" /> Intakehulp
        </p>
        <nav aria-label={say('nav_label')}>
          <ul>
            {stops.map((stop) => (
              <li key={stop.name}>
                <a href={printRoute(stop.route)} aria-current={stop === current ? 'page' : undefined}>
                  {say(stop.name)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {stored.profiles.unreadable.length > 0 && <p class="notice warns">{say('unreadable', stored.profiles.unreadable.join(', '))}</p>}
        {route.view !== 'data' && stored.vault.problems.some(({ severity }) => severity !== 'informs') && (
          <p class="notice warns">
            {say('data_trouble')} <a href="#data/stored">{say('nav_data')}</a>
          </p>
        )}
        {route.view === 'request' && (
          <RequestView stored={stored} field={route.field} toPlacing={route.place === true} today={today} openPreview={openPreview} />
        )}
        {route.view === 'open' && (
          <OpenView
            onOpened={() => {
              location.hash = '#request';
            }}
          />
        )}
        {route.view === 'batch' && <BatchView stored={stored} today={today} openPreview={openPreview} onDone={setDone} />}
        {route.view === 'outbox' && <OutboxView id={route.id} today={today} onDone={setDone} />}
        {route.view === 'import' && <ImportView stored={stored} onDone={setDone} />}
        {route.view === 'returned' && <ReturnedView stored={stored} today={today} openPreview={openPreview} onKept={setDone} />}
        {route.view === 'profiles' && (
          <ProfilesView key={route.kind} kind={route.kind} id={route.id} stored={stored} today={today} onRemoved={tellRemoved} onDone={setDone} />
        )}
        {route.view === 'data' && <StoredView stored={stored} today={today} onDone={setDone} />}
        {route.view === 'settings' && <SettingsView stored={stored} today={today} />}
      </main>
      <div role="status">{done && <Toast text={done.text} onUndo={undo} onClose={() => setOffered([])} />}</div>
    </>
  );
}
