import '@angular/compiler';
import { ApplicationRef, Component, provideZonelessChangeDetection } from '@angular/core';
import { FormControl, FormsModule, ReactiveFormsModule } from '@angular/forms';
import { bootstrapApplication } from '@angular/platform-browser';
import { expose } from './page.js';
import { mountWidgets } from './widgets.js';

/** A group of boxes is one control each: `f5.1`, `f5.2`. */
function flatten(spec) {
  return Object.entries(spec.state).flatMap(([field, value]) =>
    spec.options[field] ? spec.options[field].map((option) => [`${field}.${option}`, value.includes(option)]) : [[field, value]],
  );
}

function gather(spec, read) {
  return Object.fromEntries(
    Object.keys(spec.state).map((field) => [field, spec.options[field] ? spec.options[field].filter((option) => read(`${field}.${option}`)) : read(field)]),
  );
}

/** A page of Angular, compiled in the page, without zone.js. `reactive`: the state is in form controls, else in the component. */
export async function start(spec, template, { reactive }) {
  class Page {
    c = Object.fromEntries(flatten(spec).map(([name, value]) => [name, new FormControl(value, { nonNullable: true })]));
    s = Object.fromEntries(flatten(spec));
  }
  Component({ selector: 'app-root', template, imports: [reactive ? ReactiveFormsModule : FormsModule] })(Page);
  document.getElementById('app').append(document.createElement('app-root'));
  const application = await bootstrapApplication(Page, { providers: [provideZonelessChangeDetection()] });
  const page = application.components[0].instance;
  await application.whenStable();
  mountWidgets(document.getElementById('app'), spec, (field, value) => {
    if (reactive) page.c[field].setValue(value);
    else page.s[field] = value;
    application.injector.get(ApplicationRef).tick();
  });
  expose(() => gather(spec, (name) => (reactive ? page.c[name].value : page.s[name])), spec);
}
