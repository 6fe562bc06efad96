// "Was my answer counted?": the receipt is compared on this device with the whole list, and nothing typed leaves it.
// The field has two lines, so that a narrow phone shows all six groups.
import { useState } from 'react';
import type { ReactElement, SyntheticEvent } from 'react';
import { verifyBoard } from '../credential/verify-board.ts';
import { readReceipt } from '../../shared/credential/receipt.ts';
import type { PublishedBoard } from './load-round.ts';
import { useSpeech } from './speech.ts';

type Answer =
  | { readonly kind: 'none' | 'busy' | 'empty' | 'mistyped' | 'lost' | 'absent' | 'unsealed' }
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

function Field(props: { readonly typed: string; readonly wrong: 'empty' | 'mistyped' | null; readonly change: (typed: string) => void; readonly submit: () => void }): ReactElement {
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
          {say(props.wrong === 'empty' ? 'receipt.empty' : 'receipt.mistyped')}
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

export function ReceiptCheck(props: { readonly published: PublishedBoard }): ReactElement {
  const { say, size } = useSpeech();
  const { published } = props;
  const [typed, setTyped] = useState('');
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });
  const check = (): void => {
    if (answer.kind === 'busy') return;
    const receipt = readReceipt(typed);
    if (receipt === null) {
      setAnswer({ kind: typed.trim() === '' ? 'empty' : 'mistyped' });
      document.getElementById('receipt')?.focus();
      return;
    }
    setAnswer({ kind: 'busy' });
    void answerFor(published, receipt).then(setAnswer);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    check();
  };
  const change = (next: string): void => {
    setTyped(next);
    setAnswer({ kind: 'none' });
  };
  return (
    <section className="card unprinted" aria-labelledby="receipt-title">
      <h2 id="receipt-title">{say('receipt.title')}</h2>
      <p>{say('receipt.lead', { size: size(published.board.leaves.records * published.board.leaves.recordBytes) })}</p>
      <p className="notice">{say('receipt.care')}</p>
      <form onSubmit={submit} noValidate>
        <Field typed={typed} wrong={answer.kind === 'empty' || answer.kind === 'mistyped' ? answer.kind : null} change={change} submit={check} />
        <div className="choices">
          <button className="button" type="submit" aria-disabled={answer.kind === 'busy'}>
            {say('receipt.check')}
          </button>
          {typed !== '' && (
            <button className="button quiet" type="button" onClick={() => change('')}>
              {say('receipt.clear')}
            </button>
          )}
        </div>
      </form>
      <div role="status">
        <Outcome answer={answer} />
      </div>
    </section>
  );
}
