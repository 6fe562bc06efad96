// The review before sending: every question with its answer, a way back to each, and what became of an attempt to
// send. While a sealed sheet may have arrived nothing can be changed: a second, different one would be refused.
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { mayChange } from './journey.ts';
import type { Journey } from './journey.ts';
import { answeredOf, reviewOf } from './review-rows.ts';
import type { ReviewPage, ReviewRow } from './review-rows.ts';
import { ForgottenNote } from './saved-here.tsx';
import { useSpeech } from './speech.ts';
import { TroubleNotice } from './trouble.tsx';
import type { Forgotten } from './use-keeping.ts';

type Reviewing = Extract<Journey, { screen: 'reviewing' }>;
type Change = ((item: string) => void) | null;

/** Items that the server's refusal names. */
const unfitOf = (journey: Reviewing): ReadonlySet<string> =>
  new Set(journey.sending.trouble?.kind === 'refused' ? journey.sending.trouble.refusal.answers?.map(({ item }) => item) : []);

const goToFirstUnfit = (): void => {
  const first = document.querySelector<HTMLElement>('.review-row.unfit');
  first?.scrollIntoView({ block: 'center' });
  first?.querySelector('button')?.focus({ preventScroll: true });
};

function Row(props: { readonly row: ReviewRow; readonly repeatsStem: boolean; readonly unfit: boolean; readonly change: Change }): ReactElement {
  const { say } = useSpeech();
  const { row, change } = props;
  return (
    <div className={`review-row${props.unfit ? ' unfit' : ''}`}>
      <dt>
        {row.stem !== null && !props.repeatsStem && <span className="stem">{row.stem}</span>}
        {row.question}
        {props.unfit && (
          <span className="field-problem" id={`unfit-${row.item}`}>
            {say('review.unfit')}
          </span>
        )}
      </dt>
      <dd>
        {row.answer === null ? <em className="blank">{say('review.blank')}</em> : <span dir="auto">{row.answer}</span>}
        {change !== null && (
          <button
            className="link"
            type="button"
            onClick={() => change(row.element)}
            aria-label={say('review.changeNamed', { question: row.question })}
            aria-describedby={props.unfit ? `unfit-${row.item}` : undefined}
          >
            {say('review.change')}
          </button>
        )}
      </dd>
    </div>
  );
}

function Rows(props: { readonly pages: readonly ReviewPage[]; readonly unfit: ReadonlySet<string>; readonly change: Change }): ReactElement {
  return (
    <>
      {props.pages.map((page) => (
        <section key={page.page}>
          <h2>{page.title}</h2>
          <dl className="review">
            {page.rows.map((row, index) => (
              <Row key={row.item} row={row} repeatsStem={page.rows[index - 1]?.element === row.element} unfit={props.unfit.has(row.item)} change={props.change} />
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
      {unfitOf(journey).size > 0 && (
        <button className="link" type="button" onClick={goToFirstUnfit}>
          {say('review.firstUnfit')}
        </button>
      )}
      {journey.sealed !== null && (
        <p className="hint">
          {say('receipt.provisional')} <bdi dir="ltr">{journey.sealed.receipt}</bdi>
        </p>
      )}
    </>
  );
}

export function Review(props: { readonly journey: Reviewing; readonly change: (item: string | null) => void; readonly send: () => void; readonly forgotten?: Forgotten }): ReactElement {
  const { say, language } = useSpeech();
  const { journey, change } = props;
  const { busy, trouble } = journey.sending;
  const pages = reviewOf(journey.round.form, journey.answers, language);
  const { answered, total } = answeredOf(pages);
  const unfit = unfitOf(journey);
  const changeable = mayChange(journey);
  useEffect(() => {
    if (trouble !== null) goToFirstUnfit();
  }, [trouble]);
  return (
    <article className="card">
      <ScreenHeading>{say('review.title')}</ScreenHeading>
      <p>{journey.sealed === null ? say('review.lead') : ''}</p>
      <p>{answered === total ? say('review.all') : say('review.answered', { count: answered, total })}</p>
      <Rows pages={pages} unfit={unfit} change={changeable ? change : null} />
      <section className="decision">
        <p>
          <strong>{say('review.final')}</strong>
        </p>
        <SendTrouble journey={journey} />
        <ForgottenNote forgotten={props.forgotten ?? 'none'} />
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
