// One person's questionnaire on a tablet: the respondent page's own screens, from the opening to the review, with the
// answers in memory alone. Finish signs, seals and stores in one go; then nothing of it can be read here any more.
import { useReducer } from 'react';
import type { ReactElement } from 'react';
import { sealSheet } from '../credential/seal-sheet.ts';
import type { SealedSheet } from '../credential/seal-sheet.ts';
import type { OpenedRound } from '../respond/open-round.ts';
import { advance } from '../respond/journey.ts';
import type { Journey } from '../respond/journey.ts';
import { Opening } from '../respond/opening.tsx';
import { Questionnaire } from '../respond/questionnaire.tsx';
import { Review } from '../respond/review.tsx';
import { isSpoken } from '../sound/recordings.ts';
import type { Sound } from '../sound/sound.ts';
import { Confirm } from '../ui/confirm.tsx';
import { useLeaveGuard } from '../respond/use-leave-guard.ts';
import type { Site } from './device.ts';
import type { TakenToken } from './pool.ts';
import type { SealedRecord } from './records.ts';
import { sealedRecord } from './sheets.ts';
import { useTabletSpeech } from './speech.ts';

export type Finished = { readonly record: SealedRecord; readonly receipt: string };
export type PersonProps = {
  readonly site: Site;
  readonly token: TakenToken;
  readonly mode: 'tablet' | 'assisted';
  readonly language: string;
  readonly sound: Sound;
  /** Called once, with the sealed sheet; from then on this component holds no answer that matters. */
  readonly finish: (finished: Finished) => void;
  readonly leave: () => void;
};

const idle = { busy: false, trouble: null } as const;

const roundOf = ({ manifest, form, formHash, place }: Site): OpenedRound => ({
  entry: { round: place.round, population: manifest.questionnaires.findIndex(({ population }) => population === place.population), frame: 'tablet', code: null, manifest: place.manifest },
  manifest, form, formHash, place,
});

async function seal({ site, token, mode, language }: PersonProps, journey: Extract<Journey, { screen: 'reviewing' }>): Promise<Finished> {
  const filled = { mode, form: site.formHash, answers: journey.answers, ...(site.manifest.keepsLanguage ? { language } : {}) };
  const sheet: SealedSheet = await sealSheet(token.ticket, filled, site.manifest.bodyLength);
  return { record: await sealedRecord(site, sheet), receipt: sheet.receipt };
}

function Reviewing(props: { readonly journey: Extract<Journey, { screen: 'reviewing' }>; readonly change: (at: string | null) => void; readonly send: () => void }): ReactElement {
  useLeaveGuard(true, () => props.change(null));
  return <Review {...props} />;
}

function Leave({ leave }: { readonly leave: () => void }): ReactElement {
  const { say } = useTabletSpeech();
  return (
    <div className="tablet-leave">
      <Confirm ask={say('person.leave')} sure={say('person.leaveSure')} no={say('person.leaveNo')} yes={say('person.leaveYes')} confirm={leave} look="link" mark="leave" />
    </div>
  );
}

export function Person(props: PersonProps): ReactElement | null {
  const [journey, report] = useReducer(advance, props.site, (site): Journey => ({ screen: 'opening', round: roundOf(site), draw: null, start: idle }));
  const send = (): void => {
    if (journey.screen !== 'reviewing' || journey.sending.busy) return;
    report({ type: 'send-began' });
    void seal(props, journey).then(props.finish, () => report({ type: 'send-failed', trouble: { kind: 'broken' } }));
  };
  if (journey.screen === 'opening') {
    return <Opening round={journey.round} hearing={isSpoken(props.site.form, props.language) ? 'ready' : 'none'} attempt={journey.start} start={() => report({ type: 'started', ticket: props.token.ticket })} decline={props.leave} />;
  }
  if (journey.screen !== 'answering' && journey.screen !== 'reviewing') return null;
  return (
    <>
      {journey.screen === 'answering' ? <Questionnaire journey={journey} report={report} sound={props.sound} /> : <Reviewing journey={journey} change={(at) => report({ type: 'changed', at })} send={send} />}
      <Leave leave={props.leave} />
    </>
  );
}
