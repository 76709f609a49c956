import type { Syntax } from './template.ts';
import { escapeText, escapeValue } from './template.ts';

/** HTML whose controls a script of the page follows by a data attribute, as pages without a framework do. */
export const html: Syntax = {
  text: escapeText,
  attribute: (name, value) => ` ${name}="${escapeValue(value)}"`,
  bind: (bind, { tag, attributes }) => {
    const value = 'value' in bind && attributes.value === undefined ? ` data-value="${escapeValue(bind.value)}"` : '';
    const role = bind.as === 'ariaRadio' || bind.as === 'ariaBoxes' ? ' aria-checked="false"' : '';
    return ` data-bind="${bind.field}"${value}${role}${bind.as === 'editable' && tag !== 'input' ? ' contenteditable="true"' : ''}`;
  },
  widget: (name) => ` data-widget="${name}"`,
  goes: (step) => ` data-step="${step}"`,
  shows: ({ field, equals }) => ` data-when="${field}=${equals}" hidden`,
  mounts: ({ field, equals }, inner) => `<template data-when="${field}=${equals}">${inner}</template>`,
};
