// "Was my answer counted?": the receipt is compared on this device with the whole list, and nothing typed leaves it.
// The field has two lines, so that a narrow phone shows all six groups.
import { useEffect, useRef, useState } from 'react';
import type { ReactElement, RefObject, SyntheticEvent } from 'react';
import { verifyBoard } from '../credential/verify-board.ts';
import type { PublishedBoard } from './load-round.ts';
import { useSpeech } from './speech.ts';
import { readTypedReceipt } from './typed-receipt.ts';
import type { TypedReceipt } from './typed-receipt.ts';

type Wrong = Exclude<TypedReceipt, { kind: 'receipt' }>;
type Answer =
  | { readonly kind: 'none' | 'busy' | 'lost' | 'absent' | 'unsealed' }
  | { readonly kind: 'wrong'; readonly wrong: Wrong }
  | { readonly kind: 'found'; readonly number: number; readonly total: number };

async function answerFor(published: PublishedBoard, receipt: string): Promise<Answer> {
  try {
    const report = await verifyBoard(published.source, { receipt, tokens: false });
    const of = (name: string): boolean => report.checks.filter((check) => check.name === name).every(({ ok }) => ok);
    // A part that is missing is no list in which a receipt could be missing.
    if (report.receiptAt === null) return { kind: of('leaves') ? 'absent' : 'unsealed' };
    const holds = of('receipt') && of('leaves') && of('root');
    return holds ? { kind: 'found', number: report.receiptAt + 1, total: published.board.leaves.records } : { kind: 'unsealed' };
  } catch {
    return { kind: 'lost' };
  }
}

function Outcome(props: { readonly answer: Answer }): ReactElement | null {
  const { say } = useSpeech();
  const { answer } = props;
  if (answer.kind === 'busy') return <p>{say('receipt.busy')}</p>;
  if (answer.kind === 'found') return <p className="notice good">{say('receipt.found', { number: answer.number, total: answer.total })}</p>;
  if (answer.kind === 'unsealed') return <p className="notice danger">{say('receipt.unsealed')}</p>;
  if (answer.kind === 'lost') return <p className="notice warn">{say('check.network')}</p>;
  if (answer.kind !== 'absent') return null;
  return (
    <div className="notice warn">
      <p>
        <strong>{say('receipt.absent')}</strong>
      </p>
      <p>{say('receipt.absentHelp')}</p>
    </div>
  );
}

function Field(props: { readonly typed: string; readonly wrong: Wrong | null; readonly change: (typed: string) => void; readonly submit: () => void }): ReactElement {
  const { say } = useSpeech();
  return (
    <>
      <label className="label" htmlFor="receipt">
        {say('receipt.label')}
      </label>
      <p className="hint" id="receipt-hint">
        {say('receipt.hint')}
      </p>
      {props.wrong !== null && (
        <p className="field-problem" id="receipt-problem">
          {say(`receipt.${props.wrong.kind}`, props.wrong.kind === 'length' ? { count: props.wrong.count } : {})}
        </p>
      )}
      <textarea
        className="field code-field"
        id="receipt"
        rows={2}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="done"
        value={props.typed}
        aria-invalid={props.wrong !== null}
        aria-describedby={props.wrong === null ? 'receipt-hint' : 'receipt-problem receipt-hint'}
        onChange={(event) => props.change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          props.submit();
        }}
      />
    </>
  );
}

/** Shows the outcome once it is there: on a phone the keyboard goes and the screen moves, so that nobody looks for it. */
function useInSight(answer: Answer): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const is = answer.kind;
  useEffect(() => {
    if (is === 'none' || is === 'busy' || is === 'wrong') return;
    document.getElementById('receipt-submit')?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [is]);
  return place;
}

export function ReceiptCheck(props: { readonly published: PublishedBoard }): ReactElement {
  const { say, size } = useSpeech();
  const { published } = props;
  const [typed, setTyped] = useState('');
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });
  const place = useInSight(answer);
  const check = (): void => {
    if (answer.kind === 'busy') return;
    const read = readTypedReceipt(typed);
    if ('text' in read) setTyped(read.text);
    if (read.kind !== 'receipt') {
      setAnswer({ kind: 'wrong', wrong: read });
      document.getElementById('receipt')?.focus();
      return;
    }
    setAnswer({ kind: 'busy' });
    void answerFor(published, read.text).then(setAnswer);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    check();
  };
  const change = (next: string): void => {
    setTyped(next);
    setAnswer({ kind: 'none' });
  };
  const clear = (): void => {
    change('');
    document.getElementById('receipt')?.focus();
  };
  return (
    <section className="card unprinted" aria-labelledby="receipt-title">
      <h2 id="receipt-title" tabIndex={-1}>{say('receipt.title')}</h2>
      <p>{say('receipt.lead', { size: size(published.board.leaves.records * published.board.leaves.recordBytes) })}</p>
      <p className="notice">{say('receipt.care')}</p>
      <form onSubmit={submit} noValidate>
        <Field typed={typed} wrong={answer.kind === 'wrong' ? answer.wrong : null} change={change} submit={check} />
        <div className="choices">
          <button className="button" id="receipt-submit" type="submit" aria-disabled={answer.kind === 'busy'}>
            {say('receipt.check')}
          </button>
          {typed !== '' && (
            <button className="button quiet" type="button" onClick={clear}>
              {say('receipt.clear')}
            </button>
          )}
        </div>
      </form>
      <div role="status" ref={place}>
        <Outcome answer={answer} />
      </div>
    </section>
  );
}
