// The bar at the head of every page: its title at one end, the language switch at the other, and what a page adds.
import type { ReactElement, ReactNode } from 'react';
import type { NamedLanguage } from '../words/catalogue.ts';
import { LanguageSwitch } from './language-switch.tsx';

export function PageBar(props: {
  readonly title: ReactNode;
  readonly label: string;
  readonly languages: readonly NamedLanguage[];
  readonly chosen: string;
  readonly choose: (language: string) => void;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <header className="bar unprinted">
      <div className="bar-inner">
        {typeof props.title === 'string' ? <span className="bar-title">{props.title}</span> : props.title}
        <div className="bar-end">
          <LanguageSwitch label={props.label} languages={props.languages} chosen={props.chosen} choose={props.choose} />
          {props.children}
        </div>
      </div>
    </header>
  );
}
