// One person's way through the questions, held in memory only: the SurveyJS model behind a small surface of ours, so that
// the page around it knows nothing of SurveyJS. A change of layout (a phone turned, a window narrowed) or of language makes
// a new model and keeps answers and place: SurveyJS holds on to some words of the language that a model was made in.
import { settings, SurveyModel } from 'survey-core';
import type { Question } from 'survey-core';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { ItemCode } from '../../shared/questionnaire/codes.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Language } from '../../shared/language.ts';
import { nameSelects } from './accessible-names.ts';
import { flattenAnswers, unflattenAnswers } from './flatten-answers.ts';
import { installLanguages, speak } from './install-languages.ts';
import type { SessionOptions } from './session-options.ts';
import { addQuestionActions, clearAnswer, isClearable, listenOrStop, recordingsOf } from './question-actions.ts';
import { surveyJson } from './survey-json.ts';
import type { Layout } from './survey-json.ts';

/** Where a person is: screen `index` (from 0) of `count`, as routing stands now. */
export interface SurveyPosition {
  readonly index: number;
  readonly count: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Names of the elements on the screen. */
  readonly elements: readonly ItemCode[];
}

/** What the page may read; a new object after every change, the same one between changes. */
export interface SurveyState {
  readonly model: SurveyModel;
  readonly language: Language;
  readonly layout: Layout;
  readonly position: SurveyPosition;
  /** What can be done with the one question of a phone's screen; neither in the layout `pages`, where it stands beside it. */
  readonly offers: { readonly clear: boolean; readonly listen: 'play' | 'stop' | null };
  /** Flat, in the order of the form, without what is hidden or blank: ready for the checker. */
  readonly answers: Answers;
}

export interface SurveySession {
  readonly state: () => SurveyState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly setLanguage: (language: Language) => void;
  readonly setLayout: (layout: Layout) => void;
  /** To the next screen; `false` where a required filter is blank (SurveyJS shows it) or this is the last one. */
  readonly next: () => boolean;
  readonly back: () => void;
  /** Whether the screen may be left: required filters on it are answered. Shows what is missing. */
  readonly mayLeave: () => boolean;
  /** Takes back the answer of the one question of a phone's screen. */
  readonly clear: () => void;
  /** Plays the recordings of that question, or stops them. */
  readonly listen: () => void;
  /** To be called when recordings have come, begin or end. */
  readonly refresh: () => void;
  /** To an element, or to the grid of an item, with the focus on it. */
  readonly goTo: (code: ItemCode) => void;
}

function positionOf(model: SurveyModel): SurveyPosition {
  const pages = model.visiblePages;
  const index = Math.max(0, model.currentPageNo);
  const elements = (pages[index]?.questions ?? []).filter((question) => question.isVisible).map((question) => question.name);
  return { index, count: pages.length, isFirst: index === 0, isLast: index >= pages.length - 1, elements };
}

const elementOf = (form: Form, code: ItemCode): ItemCode =>
  form.pages.flatMap((page) => page.elements).find((element) => element.type === 'matrix' && element.rows.includes(code))?.name ?? code;

function makeModel(options: SessionOptions, state: Pick<SurveyState, 'language' | 'layout' | 'answers'>): Pick<Holder, 'model' | 'refresh'> {
  speak(state.language);
  const model = new SurveyModel(surveyJson(options.form, state.layout));
  model.locale = state.language;
  model.data = unflattenAnswers(options.form, state.answers);
  nameSelects(model);
  return { model, refresh: state.layout === 'pages' ? addQuestionActions(model, options) : () => undefined };
}

function watch(model: SurveyModel, changed: () => void, turned: () => void): void {
  model.onValueChanged.add(changed);
  model.onCurrentPageChanged.add(turned);
  model.onPageVisibleChanged.add(changed);
}

/** The model of the moment with what it was made for. */
interface Holder {
  model: SurveyModel;
  language: Language;
  layout: Layout;
  /** Brings the buttons beside questions in step with the recordings. */
  refresh: () => void;
}

function place({ model }: Holder, form: Form, code: ItemCode): void {
  const page = model.getPageByQuestion(model.getQuestionByName(elementOf(form, code)));
  if (page?.isVisible === true) model.currentPage = page;
}

/** The question that fills a phone's screen. */
function onlyQuestion({ model, layout }: Holder): Question | undefined {
  const [name] = layout === 'questions' ? positionOf(model).elements : [];
  return name === undefined ? undefined : model.getQuestionByName(name);
}

function readState(holder: Holder, options: SessionOptions): SurveyState {
  const { form, sound } = options;
  const only = onlyQuestion(holder);
  const heard = only !== undefined && recordingsOf(options, holder.language, only.name).length > 0;
  const offers = {
    clear: only !== undefined && isClearable(only),
    listen: heard ? (sound?.playing() === only.name ? 'stop' : 'play') : null,
  } as const;
  const { model, language, layout } = holder;
  return { model, language, layout, offers, position: positionOf(holder.model), answers: flattenAnswers(form, holder.model.data as Record<string, unknown>) };
}

type Movement = Pick<SurveySession, 'next' | 'back' | 'mayLeave' | 'goTo' | 'clear' | 'listen'>;

const movement = (holder: Holder, options: SessionOptions, changed: () => void): Movement => ({
  clear: () => {
    const only = onlyQuestion(holder);
    if (only !== undefined) clearAnswer(only);
  },
  listen: () => {
    const only = onlyQuestion(holder);
    if (only !== undefined) listenOrStop(options, holder.language, only.name);
  },
  next: () => holder.model.nextPage(),
  back: () => void holder.model.prevPage(),
  mayLeave: () => holder.model.validateCurrentPage() !== false,
  goTo: (code) => {
    place(holder, options.form, code);
    holder.model.focusQuestion(elementOf(options.form, code));
    changed();
  },
});

// Headings below the page's own; nothing fades in, for eyes, old phones and tests alike.
settings.animationEnabled = false;
settings.titleTags.page = 'h2';
settings.titleTags.question = 'h3';

/** Begins a session. Nothing is read from or written to the browser's storage, and nothing is requested. */
export function createSurveySession(options: SessionOptions): SurveySession {
  const { form, language, layout, answers = {}, startAt } = options;
  const listeners = new Set<() => void>();
  installLanguages(options.languages);
  const holder: Holder = { ...makeModel(options, { language, layout, answers }), language, layout };
  if (startAt !== undefined) place(holder, form, startAt);
  let state = readState(holder, options);
  watch(holder.model, changed, turned);
  function changed(): void {
    state = readState(holder, options);
    for (const listener of listeners) listener();
  }
  // What belongs to another screen is not heard on this one.
  function turned(): void {
    options.sound?.stop();
    changed();
  }
  function remake(wanted: Pick<Holder, 'language' | 'layout'>): void {
    if (wanted.language === holder.language && wanted.layout === holder.layout) return;
    const [first] = state.position.elements;
    options.sound?.stop();
    Object.assign(holder, wanted, makeModel(options, { ...wanted, answers: state.answers }));
    if (first !== undefined) place(holder, form, first);
    watch(holder.model, changed, turned);
    changed();
  }
  return {
    ...movement(holder, options, changed),
    state: () => state,
    refresh: () => {
      holder.refresh();
      changed();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setLanguage: (wanted) => remake({ language: wanted, layout: holder.layout }),
    setLayout: (wanted) => remake({ language: holder.language, layout: wanted }),
  };
}
