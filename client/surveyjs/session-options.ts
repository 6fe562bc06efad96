// What a session begins with. Apart from the session, because the buttons beside a question need it too.
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { ItemCode } from '../../shared/questionnaire/codes.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Language } from '../../shared/language.ts';
import type { Sound } from '../sound/sound.ts';
import type { SurveyLanguage } from './language-strings.ts';
import type { Layout } from './survey-json.ts';

export interface SessionOptions {
  readonly form: Form;
  readonly languages: readonly SurveyLanguage[];
  readonly language: Language;
  readonly layout: Layout;
  /** Answers to begin with, such as those that the review sends back to. */
  readonly answers?: Answers;
  /** Element or item to begin at. */
  readonly startAt?: ItemCode;
  /** Recordings on this device; without them no text offers to be heard. */
  readonly sound?: Pick<Sound, 'has' | 'play' | 'stop' | 'playing'>;
}
