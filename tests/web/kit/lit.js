import { css, html, LitElement, unsafeCSS } from 'lit';
import { live } from 'lit/directives/live.js';
import { expose, rewrite, withValue } from './page.js';
import { mountWidgets } from './widgets.js';

/** A page whose whole form is one custom element, with all of it in its open shadow root. */
export async function start(spec, style, view) {
  class RequestForm extends LitElement {
    static properties = { held: { state: true } };
    static styles = css`${unsafeCSS(style)}`;
    constructor() {
      super();
      this.held = spec.state;
    }
    render() {
      const set = (field, value) => {
        this.held = { ...this.held, [field]: rewrite(spec, field, value) };
      };
      const toggle = (field, value, held) => {
        this.held = { ...this.held, [field]: withValue(this.held[field], value, held) };
      };
      return view({ s: this.held, set, toggle, html, live });
    }
  }
  customElements.define('aanvraag-formulier', RequestForm);
  const form = document.createElement('aanvraag-formulier');
  document.getElementById('app').append(form);
  await form.updateComplete;
  mountWidgets(form.shadowRoot, spec, (field, value) => {
    form.held = { ...form.held, [field]: value };
  });
  expose(() => form.held, spec);
}
