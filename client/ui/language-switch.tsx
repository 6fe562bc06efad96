// The language switch, always in the same place. Each language stands in its own words, so that who reads no other
// can find it; a select, because it is one target on the smallest phone and every keyboard knows it.
import type { ReactElement } from 'react';
import type { NamedLanguage } from '../words/catalogue.ts';

export function LanguageSwitch(props: {
  readonly label: string;
  readonly languages: readonly NamedLanguage[];
  readonly chosen: string;
  readonly choose: (language: string) => void;
}): ReactElement {
  return (
    <label className="language-switch">
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" strokeWidth="1.7">
        <circle cx="12" cy="12" r="9.5" />
        <path d="M2.5 12h19M12 2.5c3.2 2.6 4.6 5.8 4.6 9.5s-1.400 6.900-4.600 9.500c-3.200-2.600-4.600-5.800-4.600-9.500s1.400-6.900 4.600-9.500z" />
      </svg>
      <span className="unseen">{props.label}</span>
      <select value={props.chosen} onChange={(event) => props.choose(event.target.value)}>
        {props.languages.map(({ language, name }) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
