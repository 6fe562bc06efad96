// A step that can't be taken back: the button gives way to a question with two answers. The focus goes to the harmless one,
// Escape or that answer closes the question, and the focus returns to the button, so that a keyboard is never left nowhere
// and Enter pressed twice does no harm.
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';

export type ConfirmProps = {
  /** On the button, and the question and its two answers. */
  readonly ask: string;
  readonly sure: string;
  readonly no: string;
  readonly yes: string;
  readonly confirm: () => void;
  /** The look of the button that asks. */
  readonly look: string;
  /** Marks the button that asks, and then the one that confirms. */
  readonly mark?: string;
};

export function Confirm(props: ConfirmProps): ReactElement {
  const [asked, setAsked] = useState(false);
  const question = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const harmless = useRef<HTMLButtonElement>(null);
  const before = useRef(asked);
  useEffect(() => {
    if (before.current === asked) return;
    before.current = asked;
    (asked ? harmless : opener).current?.focus();
  }, [asked]);
  if (!asked) {
    return (
      <button ref={opener} type="button" className={props.look} data-confirm={props.mark} onClick={() => setAsked(true)}>
        {props.ask}
      </button>
    );
  }
  return (
    <div role="group" aria-labelledby={question} onKeyDown={({ key }) => (key === 'Escape' ? setAsked(false) : undefined)}>
      <p id={question}>{props.sure}</p>
      <div className="choices">
        <button ref={harmless} type="button" className="button" onClick={() => setAsked(false)}>
          {props.no}
        </button>
        <button type="button" className="button quiet" data-confirm={props.mark} onClick={props.confirm}>
          {props.yes}
        </button>
      </div>
    </div>
  );
}
