// The texts on the desk that come from a round and not from the desk's own words. A round speaks its languages alone:
// whoever reads a French one in Arabic gets its French names, and a screen reader has to be told so.
import type { ReactElement } from 'react';
import type { Texts } from '../../shared/language.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { languageOf, resultLanguage, useSpeech } from './speech.ts';

/** Which text of which result, for `ResultText`. `of`: its key. */
export type ResultName = { readonly result: PopulationResult; readonly of: string };

/** Plain where it is in the reader's language, marked with its own where not. */
function Spoken(props: { readonly text: string; readonly language: string | undefined; readonly direction: 'ltr' | 'rtl' | 'auto' }): ReactElement {
  const { language } = useSpeech();
  if (props.language === undefined || props.language === language) return <>{props.text}</>;
  return (
    <bdi lang={props.language} dir={props.direction}>
      {props.text}
    </bdi>
  );
}

export function ResultText({ result, of }: ResultName): ReactElement {
  const { language, resultText } = useSpeech();
  const spoken = resultLanguage(result, language);
  return <Spoken text={resultText(result, of)} language={spoken?.language} direction={spoken?.direction ?? 'auto'} />;
}

/** A title or a name that a plan gives in the round's languages. */
export function GivenText({ texts }: { readonly texts: Texts }): ReactElement {
  const { language, text } = useSpeech();
  return <Spoken text={text(texts)} language={languageOf(texts, language)} direction="auto" />;
}
