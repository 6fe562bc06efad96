// SurveyJS 2.5.43 renders a drop-down as a native select without a name for screen readers; its question names it here.
import type { SurveyModel } from 'survey-core';

/** To be called before a model is rendered. */
export function nameSelects(model: SurveyModel): void {
  model.onAfterRenderQuestion.add((_, { question, htmlElement }) => {
    htmlElement.querySelector('select')?.setAttribute('aria-labelledby', question.ariaTitleId);
  });
}
