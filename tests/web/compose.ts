import type { Question } from './layouts/layout.ts';
import { el, type Element, elementsOf, type When } from './markup.ts';
import type { ChoiceKey, ControlStyle, Key, OptionCode, SectionKey, Truth, WebPage, WidgetConfig } from './page.ts';
import { choiceKeys, optionCodes, sectionKeys } from './page.ts';
import { type Naming, opaque, partOf, type Recipe } from './recipe.ts';
import { traps } from './traps.ts';

const isChoice = (key: Key): key is ChoiceKey => (choiceKeys as readonly Key[]).includes(key);

const spokenNames: Readonly<Record<Key, string>> = {
  'applicant.name': 'aanvrager',
  'applicant.role': 'functie',
  date: 'datum',
  director: 'directie',
  'director.name': 'directie_naam',
  'director.email': 'directie_mail',
  'clientId.new': 'nieuw',
  'clientId.extend': 'uitbreiden',
  'clientId.name': 'client_naam',
  'administration.application': 'applicatie',
  'administration.purpose': 'doel',
  'administration.institutionNumbers': 'nummers',
  'administration.clientId': 'client_id',
  'administration.use': 'gebruik',
  'accounts.accessGroups': 'groepen',
  'accounts.username': 'gebruiker',
  'accounts.use': 'gebruik_rekeningen',
  'accounts.reconcile': 'afpunten',
};

const names: Readonly<Record<Naming, (page: string, key: Key, number: number) => string>> = {
  spoken: (_, key) => spokenNames[key],
  numbered: (_, __, number) => `veld-${number}`,
  opaque: (page, key) => opaque(page + key),
};

/** The value attributes of options: a word where names are spoken, else their number. */
const optionValue = (naming: Naming, code: OptionCode, at: number): string => (naming === 'spoken' ? code : String(at + 1));

const readsOf = (key: Key, style: ControlStyle, placeholder: string | undefined): Truth['reads'] => {
  if (isChoice(key)) return style === 'boxes' || style === 'ariaBoxes' ? 'options' : 'option';
  if (key === 'date' && placeholder === 'yyyy-mm-dd') return 'isoDate';
  if (key === 'date') return style === 'dateSelects' ? 'dateParts' : 'date';
  return key === 'administration.institutionNumbers' || key === 'accounts.accessGroups' ? 'list' : 'text';
};

const widgetKinds: Partial<Record<ControlStyle, WidgetConfig['kind']>> = {
  combobox: 'combobox',
  listbox: 'listbox',
  tags: 'tags',
  repeat: 'repeat',
  picker: 'picker',
  pickerTyped: 'picker',
};

const stepField = 'step';

/** A recipe → the page with its truth. Throws where the recipe's name belongs to the other part. */
export function compose(recipe: Recipe, part: 'dev' | 'frozen'): WebPage {
  const { name, layout, wordings, naming = 'numbered', framework } = recipe;
  if (partOf(name) !== part) throw new Error(`The page ${name} belongs to the part ${partOf(name)}: its name decides.`);
  const state: Record<string, string | boolean | string[]> = {};
  const truths: Truth[] = [];
  const widgets: Record<string, WidgetConfig> = {};
  const rewrites: Record<string, NonNullable<Recipe['rewrites']>[Key] & string> = {};
  const kept: string[] = [];
  let number = 0;

  const isAsked = (key: Key): boolean => {
    if (recipe.without?.includes(key)) return false;
    if (key === 'director') return recipe.director !== 'parts';
    return key.startsWith('director.') ? recipe.director === 'parts' : true;
  };

  const optionsOf = (key: Key, id: string) => {
    if (!isChoice(key)) return [];
    const words =
      key === 'administration.application'
        ? wordings.options.application
        : key === 'administration.purpose'
          ? wordings.options.purpose
          : wordings.options.yesNo;
    return optionCodes[key].flatMap((code, at) =>
      code === 'both' && recipe.withoutBoth ? [] : [{ code, id: `${id}-${at + 1}`, words: words[at] ?? '', value: optionValue(naming, code, at) }],
    );
  };

  const ask = (key: Key): Element => {
    number += 1;
    const id = names[naming](name, key, number);
    const field = `f${number}`;
    const style = recipe.controls?.[key] ?? layout.styles?.[key] ?? 'line';
    const reads = readsOf(key, style, recipe.placeholders?.[key]);
    const options = optionsOf(key, id);
    const fields = reads === 'dateParts' ? [`${field}d`, `${field}m`, `${field}y`] : [field];
    const several = reads === 'options' || style === 'tags' || style === 'repeat';
    for (const own of fields) state[own] = recipe.prefilled?.[key] ?? (several ? [] : '');
    if (recipe.prefilled?.[key] !== undefined) kept.push(...fields);
    const rewrite = recipe.rewrites?.[key];
    if (rewrite) rewrites[field] = rewrite;
    truths.push({
      key,
      reads,
      fields,
      ...(options.length > 0 ? { codes: Object.fromEntries(options.map(({ value, code }) => [value, code])) } : {}),
      ...(rewrite === 'upper' || rewrite === 'grouped' ? { rewritten: rewrite } : {}),
    });
    const question: Question = {
      key,
      id,
      name: id,
      words: wordings.questions[key],
      hint: wordings.hints?.[key],
      placeholder: recipe.placeholders?.[key],
      style,
      field,
      options,
      number,
    };
    const kind = widgetKinds[style];
    const widgetStyle = kind === 'picker' ? style : recipe.widgetStyle;
    if (kind) widgets[field] = { kind, field, id, words: question.words, add: wordings.add, options, style: widgetStyle };
    const asked = layout.question(question);
    return key === 'clientId.name' && recipe.conditional ? { ...asked, when: conditionOn(recipe.conditional === 'mounted') } : asked;
  };

  const conditionOn = (mount: boolean): When => {
    const extend = truths.find(({ key }) => key === 'clientId.extend');
    const value = Object.entries(extend?.codes ?? {}).find(([, code]) => code === 'yes')?.[0];
    if (!extend?.fields[0] || value === undefined) throw new Error(`The page ${name} asks no extension on which the name could depend.`);
    return { field: extend.fields[0], equals: value, mount };
  };

  const { wizard } = recipe;
  const turn = (to: number): Element => ({ ...el('button', { type: 'button', id: `verder-${to}` }, wordings.next), goes: String(to) });
  const asked = (Object.keys(sectionKeys) as SectionKey[])
    .map((key) => ({ key, keys: sectionKeys[key].filter(isAsked) }))
    .filter(({ keys }) => keys.length > 0);
  const sections = asked.map(({ key, keys }, at): Element => {
    const part = layout.section({ key, title: wordings.sections[key], questions: keys.map(ask) });
    if (!wizard) return part;
    const step = el('div.stap', {}, part, at < asked.length - 1 ? turn(at + 2) : undefined);
    return { ...step, when: { field: stepField, equals: String(at + 1), mount: wizard === 'mounted' } };
  });
  if (wizard) state[stepField] = '1';

  const beside = (place: 'before' | 'inside' | 'after'): Element[] =>
    (recipe.traps ?? []).filter((trap) => traps[trap].place === place).map((trap) => traps[trap].markup(wordings.consent));
  for (const trap of recipe.traps ?? []) {
    for (const [field, value] of Object.entries(traps[trap].state)) {
      state[field] = value as string;
      kept.push(field);
    }
  }
  const send = el('button', { type: 'submit', id: 'verzenden' }, wordings.send);
  const form = layout.form(wordings, sections, beside('inside'), [send]);
  const markup = [...beside('before'), ...form, ...beside('after')];
  for (const { widget } of elementsOf(markup)) {
    const config = widget && widgets[widget.field];
    if (config) config.labelledby = widget.labelledby;
  }
  const radios = [...elementsOf(markup)].flatMap(({ bind }) => (bind?.as === 'radio' || bind?.as === 'ariaRadio' ? [bind.field] : []));
  return {
    name,
    kind: recipe.kind,
    part,
    paraphrased: wordings.paraphrased === true,
    language: wordings.language,
    title: wordings.title,
    framework,
    css: layout.css,
    markup,
    state,
    widgets,
    rewrites,
    truths,
    kept,
    final: framework === 'plain-server' ? [] : [...new Set(radios)],
    goes: ['verzenden', ...asked.map((_, at) => `verder-${at + 1}`)],
    steps: wizard ? asked.length : 1,
    mounts: wizard === 'mounted',
    lastStepFrom: asked.at(-1)?.keys[0],
    frame: recipe.frame,
  };
}
