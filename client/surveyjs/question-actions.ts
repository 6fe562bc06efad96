// The small buttons beside a question: take the answer back (any question may be left, also after a slip of the finger;
// SurveyJS's grids cannot be emptied otherwise), and hear it where the form has a recording.
import { Action } from 'survey-core';
import type { Question, SurveyModel } from 'survey-core';
import type { SessionOptions } from './survey-session.ts';

const CLEARABLE: readonly string[] = ['matrix', 'radiogroup'];

function clearAction(question: Question): Action {
  const action = new Action({ id: 'clear-answer', locTitleName: 'clearCaption', visible: !question.isEmpty(), innerCss: 'spid-clear-answer' });
  action.action = () => {
    question.clearValue();
    question.focus();
  };
  return action;
}

function listenAction(model: SurveyModel, question: Question, { form, audioUrl }: SessionOptions): Action | undefined {
  const fileOf = () => form.languages.find(({ language }) => language === (model.locale === '' ? 'en' : model.locale));
  if (audioUrl === undefined || !form.languages.some(({ audio }) => audio[question.name] !== undefined)) return undefined;
  const action = new Action({ id: 'listen', locTitleName: 'listenCaption', visible: fileOf()?.audio[question.name] !== undefined, innerCss: 'spid-listen' });
  action.action = () => {
    const spoken = fileOf();
    const file = spoken?.audio[question.name];
    if (spoken !== undefined && file !== undefined) void new Audio(audioUrl(spoken.language, file)).play();
  };
  model.onLocaleChangedEvent.add(() => {
    action.visible = fileOf()?.audio[question.name] !== undefined;
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
    const clear = clearAction(question);
    clearing.set(question.name, clear);
    actions.push(clear);
  });
  model.onValueChanged.add((_, { name, question }) => {
    const clear = clearing.get(name);
    if (clear !== undefined) clear.visible = !question.isEmpty();
  });
}
