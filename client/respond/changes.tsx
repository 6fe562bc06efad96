// What has changed since the round was opened, in the notices' own words: who comes with an old card learns here that
// the days were extended or the page corrected. Notices on keys and codes are for the board.
import type { ReactElement } from 'react';
import type { Notice, NoticeKind } from '../../shared/credential/notices.ts';
import { useSpeech } from './speech.ts';

const FOR_RESPONDENTS: ReadonlySet<NoticeKind> = new Set<NoticeKind>(['page-corrected', 'paused', 'resumed', 'extended', 'other']);

export function Changes({ notices }: { readonly notices: readonly Notice[] }): ReactElement | null {
  const { say, day, language } = useSpeech();
  const told = notices.filter(({ kind }) => FOR_RESPONDENTS.has(kind));
  if (told.length === 0) return null;
  return (
    <section className="notice changes" aria-labelledby="changes-title">
      <h2 id="changes-title">{say('opening.changed')}</h2>
      <ul>
        {told.map(({ number, day: on, texts }) => {
          const spoken = [language, 'en', ...Object.keys(texts)].find((each) => each in texts) ?? language;
          return (
            <li key={number}>
              <time dateTime={on}>{day(on)}</time>
              <span lang={spoken} dir="auto">
                {texts[spoken]}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
