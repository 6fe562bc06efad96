// The small buttons beside a question: take the answer back (any question may be left, also after a slip of the finger;
// SurveyJS's grids cannot be emptied otherwise), and hear it where the form has a recording. On a phone there is no room
// beside a title: SurveyView puts the same two under the question.
import { Action } from 'survey-core';
import type { Question, SurveyModel } from 'survey-core';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Language } from '../../shared/language.ts';
import { promptKeysOfElement } from '../../shared/questionnaire/text-keys.ts';
import type { SessionOptions } from './session-options.ts';
import { answerKey } from './survey-json.ts';

const CLEARABLE: readonly string[] = ['matrix', 'radiogroup'];

/** Whether an answer stands that only a button can take back. */
export const isClearable = (question: Question): boolean => CLEARABLE.includes(question.getType()) && !question.isEmpty();

export function clearAnswer(question: Question): void {
  question.clearValue();
  // The button goes with the answer, and would take the focus with it.
  question.focus();
}

/** What is to be heard of an element, in the order in which it is read: prompt, lines of a grid, answers. */
function textsOf(form: Form, name: string): readonly string[] {
  const element = form.pages.flatMap((page) => page.elements).find((one) => one.name === name);
  if (element === undefined) return [];
  const item = element.type === 'matrix' ? element.rows[0] : element.name;
  const scale = form.items.find(({ code }) => code === item)?.scale ?? '';
  const values = element.type === 'matrix' ? element.columns : element.type === 'comment' ? [] : element.choices;
  return [...promptKeysOfElement(element), ...values.map((value) => answerKey(scale, value))];
}

/** The recordings of an element that are on this device; none where the prompt itself has none. */
export function recordingsOf({ form, sound }: SessionOptions, language: Language, name: string): readonly string[] {
  const audio = form.languages.find((one) => one.language === language)?.audio ?? {};
  if (sound === undefined) return [];
  const names = textsOf(form, name).map((key) => audio[key] ?? '');
  return sound.has(language, names[0] ?? '') ? names.filter((file) => sound.has(language, file)) : [];
}

/** Plays an element's recordings, or stops them where they play. */
export function listenOrStop(options: SessionOptions, language: Language, name: string): void {
  const { sound } = options;
  if (sound?.playing() === name) sound.stop();
  else sound?.play(name, language, recordingsOf(options, language, name));
}

// SurveyJS writes the language it falls back to as no language.
const languageOf = (model: SurveyModel): Language => (model.locale === '' ? 'en' : model.locale);

interface Listening {
  readonly action: Action;
  readonly refresh: () => void;
}

function listenAction(model: SurveyModel, question: Question, options: SessionOptions): Listening {
  const { name } = question;
  const action = new Action({ id: 'listen', visible: false, innerCss: 'spid-listen' });
  const refresh = (): void => {
    const language = languageOf(model);
    const words = options.languages.find((one) => one.language === language)?.words;
    action.visible = recordingsOf(options, language, name).length > 0;
    action.title = (options.sound?.playing() === name ? words?.stopCaption : words?.listenCaption) ?? '';
  };
  action.action = () => listenOrStop(options, languageOf(model), name);
  refresh();
  return { action, refresh };
}

/** Adds the buttons to a new model, before it is rendered. What it gives brings them in step with the recordings. */
export function addQuestionActions(model: SurveyModel, options: SessionOptions): () => void {
  const listening = new Map<string, Listening>();
  const clearing = new Map<string, Action>();
  model.onGetQuestionTitleActions.add((_, { question, actions }) => {
    if (options.sound !== undefined) {
      const listen = listenAction(model, question, options);
      listening.set(question.name, listen);
      actions.push(listen.action);
    }
    if (!CLEARABLE.includes(question.getType())) return;
    const clear = new Action({ id: 'clear-answer', locTitleName: 'clearCaption', visible: isClearable(question), innerCss: 'spid-clear-answer' });
    clear.action = () => clearAnswer(question);
    clearing.set(question.name, clear);
    actions.push(clear);
  });
  model.onValueChanged.add((_, { name, question }) => {
    const clear = clearing.get(name);
    if (clear !== undefined) clear.visible = isClearable(question);
  });
  return () => listening.forEach(({ refresh }) => refresh());
}
