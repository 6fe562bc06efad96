// The review before sending: every question with its answer, a way back to each, and what became of an attempt to
// send. While a sealed sheet may have arrived nothing can be changed: a second, different one would be refused.
import type { ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { mayChange } from './journey.ts';
import type { Journey } from './journey.ts';
import { answeredOf, reviewOf } from './review-rows.ts';
import type { ReviewPage, ReviewRow } from './review-rows.ts';
import { useSpeech } from './speech.ts';
import { TroubleNotice } from './trouble.tsx';

type Reviewing = Extract<Journey, { screen: 'reviewing' }>;
type Change = ((item: string) => void) | null;

function Row(props: { readonly row: ReviewRow; readonly repeatsStem: boolean; readonly change: Change }): ReactElement {
  const { say } = useSpeech();
  const { row, change } = props;
  return (
    <div className="review-row">
      <dt>
        {row.stem !== null && !props.repeatsStem && <span className="stem">{row.stem}</span>}
        {row.question}
      </dt>
      <dd>
        {row.answer === null ? <em className="blank">{say('review.blank')}</em> : <span dir="auto">{row.answer}</span>}
        {change !== null && (
          <button className="link" type="button" onClick={() => change(row.element)} aria-label={say('review.changeNamed', { question: row.question })}>
            {say('review.change')}
          </button>
        )}
      </dd>
    </div>
  );
}

function Rows(props: { readonly pages: readonly ReviewPage[]; readonly change: Change }): ReactElement {
  return (
    <>
      {props.pages.map((page) => (
        <section key={page.page}>
          <h2>{page.title}</h2>
          <dl className="review">
            {page.rows.map((row, index) => (
              <Row key={row.item} row={row} repeatsStem={page.rows[index - 1]?.element === row.element} change={props.change} />
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}

function SendTrouble({ journey }: { readonly journey: Reviewing }): ReactElement | null {
  const { say } = useSpeech();
  const { trouble } = journey.sending;
  if (trouble === null) return null;
  return (
    <>
      <TroubleNotice trouble={trouble} lost={say('send.unclear')} offline={say('send.offline')} />
      {journey.sealed !== null && (
        <p className="hint">
          {say('receipt.provisional')} <bdi dir="ltr">{journey.sealed.receipt}</bdi>
        </p>
      )}
    </>
  );
}

export function Review(props: { readonly journey: Reviewing; readonly change: (item: string | null) => void; readonly send: () => void }): ReactElement {
  const { say, language } = useSpeech();
  const { journey, change } = props;
  const pages = reviewOf(journey.round.form, journey.answers, language);
  const { answered, total } = answeredOf(pages);
  const changeable = mayChange(journey);
  const { busy, trouble } = journey.sending;
  return (
    <article className="card">
      <ScreenHeading>{say('review.title')}</ScreenHeading>
      <p>{journey.sealed === null ? say('review.lead') : ''}</p>
      <p>{answered === total ? say('review.all') : say('review.answered', { count: answered, total })}</p>
      <Rows pages={pages} change={changeable ? change : null} />
      <section className="decision">
        <p>
          <strong>{say('review.final')}</strong>
        </p>
        <SendTrouble journey={journey} />
        <p role="status" className="busy">
          {busy ? say('review.sending') : ''}
        </p>
        <div className="choices">
          <button className="button" type="button" aria-disabled={busy} onClick={busy ? undefined : props.send}>
            {trouble === null ? say('review.send') : say('page.retry')}
          </button>
          {changeable && (
            <button className="button quiet" type="button" onClick={() => change(null)}>
              {say('review.back')}
            </button>
          )}
        </div>
      </section>
    </article>
  );
}
