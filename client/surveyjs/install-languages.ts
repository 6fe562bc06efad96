// Hands our words to SurveyJS as its dictionaries. SurveyJS keeps one dictionary for the whole page, so this is done once
// per language before a model is made; English is merged over its own, because SurveyJS falls back to it.
import { surveyLocalization } from 'survey-core';
import type { Language } from '../../shared/language.ts';
import type { SurveyLanguage } from './language-strings.ts';

/** The language of what SurveyJS says outside a model: menus, empty lists. To be set before the model is made. */
export function speak(language: Language): void {
  surveyLocalization.currentLocale = language;
}

/** Makes `survey.locale = language` work for each of the languages, with its direction. Safe to repeat. */
export function installLanguages(languages: readonly SurveyLanguage[]): void {
  for (const { language, name, direction, words } of languages) {
    const own: Record<string, string> = language === 'en' ? { ...surveyLocalization.locales['en'], ...words } : { ...words };
    surveyLocalization.setupLocale({ localeCode: language, strings: own, nativeName: name, englishName: name, rtl: direction === 'rtl' });
  }
}
