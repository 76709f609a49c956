import { createApp, reactive, toRaw, watch } from 'vue/dist/vue.esm-bundler.js';
import { expose, rewrite, withValue } from './page.js';
import { mountWidgets } from './widgets.js';

/** A page of Vue, its template compiled in the page. */
export function start(spec, template) {
  const s = reactive(structuredClone(spec.state));
  const toggle = (field, value) => {
    s[field] = withValue(s[field], value, !s[field].includes(value));
  };
  for (const field of Object.keys(spec.rewrites)) {
    watch(
      () => s[field],
      (value) => {
        s[field] = rewrite(spec, field, value);
      },
    );
  }
  createApp({ template, setup: () => ({ s, toggle }) }).mount('#app');
  mountWidgets(document.getElementById('app'), spec, (field, value) => {
    s[field] = value;
  });
  expose(() => toRaw(s), spec);
}
