import { css, html, LitElement, nothing } from 'lit';
import { expose } from './page.js';

/** A page of which each field is a custom element with an open shadow root; its `value` is the state. */

const style = css`input, textarea { min-width: 14rem; min-height: 1.5rem; } label { display: inline-block; margin-right: 1rem; }`;

class TextField extends LitElement {
  static properties = { label: {}, hint: {}, type: {}, multiline: { type: Boolean }, value: {} };
  static styles = style;
  constructor() {
    super();
    this.type = 'text';
    this.value = '';
  }
  take(event) {
    this.value = event.target.value;
    this.dispatchEvent(new CustomEvent('value-changed', { bubbles: true, composed: true }));
  }
  render() {
    const control = this.multiline
      ? html`<textarea id="control" part="control" .value=${this.value} @input=${this.take}></textarea>`
      : html`<input id="control" part="control" type=${this.type} .value=${this.value} @input=${this.take}>`;
    return html`<div class="field">
      ${this.label ? html`<label for="control">${this.label}</label>` : html`<slot name="label"></slot>`}
      <div class="box">${control}</div>
      ${this.hint ? html`<div class="helper">${this.hint}</div>` : nothing}
    </div>`;
  }
}

class ChoiceField extends LitElement {
  static properties = { label: {}, hint: {}, multiple: { type: Boolean }, value: {} };
  static styles = style;
  constructor() {
    super();
    this.value = '';
  }
  take(option, checked) {
    if (!this.multiple) this.value = option;
    else this.value = checked ? [...this.value, option] : this.value.filter((other) => other !== option);
  }
  render() {
    const options = [...this.querySelectorAll('keuze-optie')].map((option) => ({ value: option.getAttribute('value'), words: option.textContent }));
    return html`<fieldset>
      <legend>${this.label ?? html`<slot name="label"></slot>`}</legend>
      ${options.map(
        ({ value, words }) => html`<label>
          <input
            type=${this.multiple ? 'checkbox' : 'radio'}
            name="option"
            value=${value}
            .checked=${this.multiple ? this.value.includes(value) : this.value === value}
            @change=${(event) => this.take(value, event.target.checked)}
          >
          ${words}
        </label>`,
      )}
    </fieldset>`;
  }
}

customElements.define('tekst-veld', TextField);
customElements.define('keuze-veld', ChoiceField);

export async function start(spec) {
  const fields = [...document.querySelectorAll('#app [data-bind]')];
  for (const field of fields) {
    if ('updateComplete' in field) field.value = spec.state[field.dataset.bind];
    await field.updateComplete;
  }
  const read = (field) => (field.type === 'checkbox' ? field.checked : field.value);
  expose(() => ({ ...spec.state, ...Object.fromEntries(fields.map((field) => [field.dataset.bind, read(field)])) }), spec);
}
