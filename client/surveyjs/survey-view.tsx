// Renders a session. The wrapper states the direction twice: as an attribute for us and as a style for SurveyJS, whose
// rules for right-to-left ask for the style (set by script, which the page's policy allows).
import { useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { Survey } from 'survey-react-ui';
import 'survey-core/survey-core.fontless.min.css';
import './survey-view.css';
import type { SurveyLanguage, SurveyWords } from './language-strings.ts';
import type { SurveySession, SurveyState } from './survey-session.ts';

/** Re-renders with every answer, page and language. */
export const useSurveyState = (session: SurveySession): SurveyState => useSyncExternalStore(session.subscribe, session.state);

export interface SurveyViewProps {
  readonly session: SurveySession;
  readonly languages: readonly SurveyLanguage[];
}

/** Under a phone's one question: take the answer back, hear the question. */
function QuestionTools({ session, words }: { readonly session: SurveySession; readonly words: SurveyWords }): ReactElement | null {
  const { offers } = useSurveyState(session);
  if (!offers.clear && offers.listen === null) return null;
  return (
    <p className="survey-view-tools">
      {offers.listen !== null && (
        <button type="button" className="spid-listen" onClick={session.listen}>
          {offers.listen === 'stop' ? words.stopCaption : words.listenCaption}
        </button>
      )}
      {offers.clear && (
        <button type="button" className="spid-clear-answer" onClick={session.clear}>
          {words.clearCaption}
        </button>
      )}
    </p>
  );
}

/** The questions of the present screen; buttons onward, progress and language switch are the page's. */
export function SurveyView({ session, languages }: SurveyViewProps): ReactElement {
  const { model, language, layout } = useSurveyState(session);
  const shown = languages.find((one) => one.language === language);
  const direction = shown?.direction ?? 'ltr';
  return (
    <div className={`survey-view survey-view-${layout}`} lang={language} dir={direction} style={{ direction }}>
      <Survey key={`${layout} ${language}`} model={model} />
      {shown !== undefined && <QuestionTools session={session} words={shown.words} />}
    </div>
  );
}
