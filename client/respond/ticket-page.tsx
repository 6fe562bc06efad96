// The ticket: a QR and a file that hold the right to one answer, for another device or for the second phase. The page
// says first that whoever holds it can answer in the person's place. What draws the QR comes with the page, because
// nothing is fetched after Start that not everybody fetches.
import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import qrcode from 'qrcode-generator';
import { exportTicket } from '../credential/portable-ticket.ts';
import { PortableTicket } from '../../shared/credential/ticket.ts';
import { ticketFragment } from '../../shared/credential/ticket-link.ts';
import { ScreenHeading } from '../ui/screen-heading.tsx';
import { daysOf } from './days-of.ts';
import { stopText } from './ending.tsx';
import type { Asked, Journey, Step } from './journey.ts';
import { SavedHere } from './saved-here.tsx';
import { useSpeech } from './speech.ts';
import type { Stop } from './stop-reason.ts';
import type { Keeping } from './use-keeping.ts';
import { useLeaveGuard } from './use-leave-guard.ts';

type AtTicket = Extract<Journey, { screen: 'ticket' }>;

/** The dark modules of a QR as one path, four quiet modules around them. */
function qrPath(text: string): { readonly path: string; readonly size: number } {
  const code = qrcode(0, 'L');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  const cells = Array.from({ length: count * count }, (_, cell) => [Math.floor(cell / count), cell % count] as const).filter(([row, column]) => code.isDark(row, column));
  return { path: cells.map(([row, column]) => `M${String(column + 4)} ${String(row + 4)}h1v1h-1z`).join(''), size: count + 8 };
}

function TicketCode({ text }: { readonly text: string }): ReactElement {
  const { say } = useSpeech();
  const code = useMemo(() => qrPath(`${window.location.origin}${window.location.pathname}${ticketFragment(PortableTicket.parse(JSON.parse(text)))}`), [text]);
  return (
    <svg className="ticket-code" viewBox={`0 0 ${String(code.size)} ${String(code.size)}`} role="img" aria-label={say('ticket.title')}>
      <rect width={code.size} height={code.size} fill="#fff" />
      <path d={code.path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function save(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'ticket.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A draw that was prepared before a ticket was asked for can't leave the device: said, and then one goes on here. */
function NoTicket({ goOn }: { readonly goOn: () => void }): ReactElement {
  const { say } = useSpeech();
  return (
    <article className="card narrow">
      <ScreenHeading>{say('ticket.title')}</ScreenHeading>
      <div className="notice warn">
        <p>{say('ticket.none')}</p>
      </div>
      <div className="choices">
        <button className="button" type="button" onClick={goOn}>
          {say('ticket.continue')}
        </button>
      </div>
    </article>
  );
}

/** Until when a ticket waits; or that nobody could say so, in words that don't speak of a code, which is spent. */
function Waiting({ round, asked }: { readonly round: AtTicket['round']; readonly asked: Asked | undefined }): ReactElement {
  const speech = useSpeech();
  const { say, day } = speech;
  const words = (stop: Stop): string => (stop.reason === 'network' || stop.reason === 'paused' ? say(`ticket.${stop.reason}`) : stopText(stop, speech));
  if (asked?.busy === true) return <p role="status">{say('ticket.asking')}</p>;
  const { drawing, sending } = daysOf(round);
  if (asked === undefined || asked.stopped === null) return <p>{say('ticket.wait', { day: day(drawing), sending: day(sending) })}</p>;
  return (
    <div className="notice warn" role="alert">
      <p>{words(asked.stopped)}</p>
    </div>
  );
}

function TicketToTake({ journey, keeping, goOn }: { readonly journey: AtTicket; readonly keeping: Keeping; readonly goOn: () => void }): ReactElement {
  const { say } = useSpeech();
  const { round, ticket, waits, asked } = journey;
  const { kept } = keeping;
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    void exportTicket(ticket).then(setText, () => undefined);
  }, [ticket]);
  return (
    <article className="card narrow">
      <ScreenHeading>{say('ticket.title')}</ScreenHeading>
      <div className="notice warn">
        <p>{say('ticket.warning')}</p>
      </div>
      {waits && <Waiting round={round} asked={asked} />}
      <p>{say('ticket.scan')}</p>
      {kept && <p>{say('ticket.kept')}</p>}
      {!kept && round.entry.byFile !== true && <p>{say('ticket.lost')}</p>}
      {text !== null && <TicketCode text={text} />}
      <div className="choices">
        <button className="button" type="button" disabled={text === null} onClick={() => text !== null && save(text)}>
          {say('ticket.save')}
        </button>
        {waits && asked !== undefined && (
          <button className="button quiet" type="button" aria-disabled={asked.busy} onClick={asked.busy ? undefined : () => void keeping.askAgain(round)}>
            {say('page.retry')}
          </button>
        )}
        {!waits && (
          <button className="button quiet" type="button" onClick={goOn}>
            {say('ticket.continue')}
          </button>
        )}
      </div>
      {waits && asked !== undefined && <SavedHere keeping={keeping} busy={asked.busy} resumed />}
    </article>
  );
}

export function TicketPage({ journey, keeping, report }: { readonly journey: AtTicket; readonly keeping: Keeping; readonly report: (step: Step) => void }): ReactElement {
  const { round, ticket } = journey;
  const goOn = (): void => report({ type: 'started', ticket });
  useLeaveGuard(round.entry.byFile !== true, () => undefined);
  return ticket.key.privateKey.extractable ? <TicketToTake journey={journey} keeping={keeping} goOn={goOn} /> : <NoTicket goOn={goOn} />;
}
