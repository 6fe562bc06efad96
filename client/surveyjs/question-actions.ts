// The small buttons beside a question: take the answer back (any question may be left, also after a slip of the finger;
// SurveyJS's grids cannot be emptied otherwise), and hear it where the form has a recording. On a phone there is no room
// beside a title: SurveyView puts the same two under the question.
import { Action } from 'survey-core';
import type { Question, SurveyModel } from 'survey-core';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Language } from '../../shared/language.ts';
import type { SessionOptions } from './session-options.ts';

const CLEARABLE: readonly string[] = ['matrix', 'radiogroup'];

/** Whether an answer stands that only a button can take back. */
export const isClearable = (question: Question): boolean => CLEARABLE.includes(question.getType()) && !question.isEmpty();

export function clearAnswer(question: Question): void {
  question.clearValue();
  // The button goes with the answer, and would take the focus with it.
  question.focus();
}

/** The file of a text's recording in a language. */
export const recordingOf = (form: Form, language: Language, key: string): string | undefined =>
  form.languages.find((one) => one.language === language)?.audio[key];

/** Plays a recording; the one request that a page may make between Start and Send. */
export function playRecording({ form, audioUrl }: SessionOptions, language: Language, key: string): void {
  const file = recordingOf(form, language, key);
  if (file !== undefined && audioUrl !== undefined) void new Audio(audioUrl(language, file)).play();
}

// SurveyJS writes the language it falls back to as no language.
const languageOf = (model: SurveyModel): Language => (model.locale === '' ? 'en' : model.locale);

function listenAction(model: SurveyModel, question: Question, options: SessionOptions): Action | undefined {
  const { form } = options;
  if (options.audioUrl === undefined || !form.languages.some(({ audio }) => audio[question.name] !== undefined)) return undefined;
  const hasOne = (): boolean => recordingOf(form, languageOf(model), question.name) !== undefined;
  const action = new Action({ id: 'listen', locTitleName: 'listenCaption', visible: hasOne(), innerCss: 'spid-listen' });
  action.action = () => playRecording(options, languageOf(model), question.name);
  model.onLocaleChangedEvent.add(() => {
    action.visible = hasOne();
  });
  return action;
}

/** Adds the buttons to a new model, before it is rendered. */
export function addQuestionActions(model: SurveyModel, options: SessionOptions): void {
  const clearing = new Map<string, Action>();
  model.onGetQuestionTitleActions.add((_, { question, actions }) => {
    const listen = listenAction(model, question, options);
    if (listen !== undefined) actions.push(listen);
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
}
