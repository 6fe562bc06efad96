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

/** What is to be heard of an element, in the order in which it is read: prompt and lines of a grid, then answers. */
function textsOf(form: Form, name: string): { readonly asked: readonly string[]; readonly answers: readonly string[] } {
  const element = form.pages.flatMap((page) => page.elements).find((one) => one.name === name);
  if (element === undefined) return { asked: [], answers: [] };
  const item = element.type === 'matrix' ? element.rows[0] : element.name;
  const scale = form.items.find(({ code }) => code === item)?.scale ?? '';
  const values = element.type === 'matrix' ? element.columns : element.type === 'comment' ? [] : element.choices;
  return { asked: promptKeysOfElement(element), answers: values.map((value) => answerKey(scale, value)) };
}

/** The recordings of an element that are on this device; none where what is asked has none. */
export function recordingsOf({ form, sound }: SessionOptions, language: Language, name: string): readonly string[] {
  const audio = form.languages.find((one) => one.language === language)?.audio ?? {};
  if (sound === undefined) return [];
  const { asked, answers } = textsOf(form, name);
  const heard = (keys: readonly string[]): readonly string[] => keys.map((key) => audio[key] ?? '').filter((file) => sound.has(language, file));
  return heard(asked).length === 0 ? [] : [...heard(asked), ...heard(answers)];
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
  // Its caption changes its width: SurveyJS would put it away into a menu.
  const action = new Action({ id: 'listen', visible: false, innerCss: 'spid-listen', disableHide: true, disableShrink: true });
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
  // SurveyJS asks for a question's actions more than once, and shows any of them.
  const listening: Listening[] = [];
  const clearing = new Map<string, Action>();
  model.onGetQuestionTitleActions.add((_, { question, actions }) => {
    if (options.sound !== undefined) {
      const listen = listenAction(model, question, options);
      listening.push(listen);
      actions.push(listen.action);
    }
    if (!CLEARABLE.includes(question.getType())) return;
    const clear = new Action({ id: 'clear-answer', locTitleName: 'clearCaption', visible: isClearable(question), innerCss: 'spid-clear-answer', disableHide: true, disableShrink: true });
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
