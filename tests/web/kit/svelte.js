import { mount } from 'svelte';
import { expose } from './page.js';
import { mountWidgets } from './widgets.js';

/** A page of Svelte; the component gives its state out. */
export function start(spec, Page) {
  const root = document.getElementById('app');
  const page = mount(Page, { target: root, props: { first: spec.state } });
  mountWidgets(root, spec, (field, value) => page.write(field, value));
  expose(() => page.read(), spec);
}
