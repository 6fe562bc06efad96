// The survey view alone on a page, for the browser test: a form from the server beside it, its session in reach of the
// test, and the two buttons that the respondent page would have.
/// <reference types="vite/client" />
import '../../../client/ui/no-eval.ts';
import { createRoot } from 'react-dom/client';
import type { ReactElement } from 'react';
import '../../../client/ui/tokens.css';
import '../../../client/ui/base.css';
import { createSurveySession } from '../../../client/surveyjs/survey-session.ts';
import type { SurveySession } from '../../../client/surveyjs/survey-session.ts';
import { SurveyView } from '../../../client/surveyjs/survey-view.tsx';
import { surveyLanguagesOf } from '../../../client/surveyjs/word-files.ts';
import { Form } from '../../../shared/questionnaire/form.ts';

declare global {
  interface Window {
    session: SurveySession;
  }
}

const wanted = new URLSearchParams(window.location.search);
const form = Form.parse(await (await fetch(`/${wanted.get('form') ?? ''}.json`)).json());
const languages = surveyLanguagesOf(form);
const layout = wanted.get('layout') === 'questions' ? 'questions' : 'pages';
const session = createSurveySession({ form, languages, language: wanted.get('language') ?? 'fr', layout });
window.session = session;

function Page(): ReactElement {
  return (
    <>
      <SurveyView session={session} languages={languages} />
      <button type="button" id="back" onClick={session.back}>
        ‹
      </button>
      <button type="button" id="next" onClick={session.next}>
        ›
      </button>
    </>
  );
}

const place = document.getElementById('place');
if (place !== null) createRoot(place).render(<Page />);
