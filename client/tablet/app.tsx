// The tablet page: the bar with the language switch, and below it the screen at which the tablet stands. The language
// is chosen by whoever holds the tablet; a fresh document forgets it.
import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { PageBar } from '../ui/page-bar.tsx';
import { usePageLanguage } from '../ui/use-page-language.ts';
import { FaultGuard } from '../respond/fault-guard.tsx';
import { SpeechProvider, languagesFor, offeredLanguage } from '../respond/speech.ts';
import type { Sound } from '../sound/sound.ts';
import { startAfresh } from './boot.ts';
import { Charge } from './charge.tsx';
import { Done, NotStored } from './done.tsx';
import { Locked } from './locked.tsx';
import { Person } from './person.tsx';
import { useTabletSound } from './recordings.ts';
import { SetUp } from './set-up.tsx';
import { TabletSpeechProvider, tabletSpeech, useTabletSpeech } from './speech.ts';
import type { Stage } from './stage.ts';
import type { Site } from './device.ts';
import { UploadPanel } from './upload.tsx';
import { useQueue } from './use-queue.ts';
import { useTablet } from './use-tablet.ts';
import type { TabletUse } from './use-tablet.ts';
import type { QueueUse } from './use-queue.ts';
import { useLockedSite } from './use-locked-site.ts';

const siteOfStage = (stage: Stage): Site | null => ('site' in stage ? stage.site : null);

function Screen({ tablet, queue, language, sound }: { readonly tablet: TabletUse; readonly queue: QueueUse; readonly language: string; readonly sound: Sound }): ReactElement {
  const { say } = useTabletSpeech();
  const { stage } = tablet;
  switch (stage.screen) {
    case 'loading':
      return (
        <p role="status" className="card narrow">
          {say('loading')}
        </p>
      );
    case 'unfit':
      return (
        <>
          <article className="card narrow">
            <div className="notice danger" role="alert" data-unfit={stage.reason}>
              <p>{say(`unfit.${stage.reason}`)}</p>
            </div>
          </article>
          {(stage.reason === 'empty' || stage.reason === 'storage') && <UploadPanel />}
        </>
      );
    case 'new':
      return <SetUp busy={stage.busy} trouble={stage.trouble} choose={tablet.pin} />;
    case 'locked':
      return <Locked store={tablet.store} busy={stage.busy} trouble={stage.trouble} open={tablet.pin} />;
    case 'charge': {
      const actions = { ...tablet, send: queue.send, retry: (id: string) => void queue.retry(id), save: () => void tablet.carry().then(queue.reload), end: () => void tablet.end().then(queue.reload) };
      return <Charge state={{ ...stage, place: stage.unlocked.secrets.site }} queue={queue.queue} actions={actions} />;
    }
    case 'person':
      return <Person site={stage.site} token={stage.token} mode={stage.mode} language={language} sound={sound} finish={(finished) => void tablet.finish(finished)} leave={tablet.leave} />;
    case 'not-stored':
      return <NotStored retry={() => void tablet.finish(stage.finished)} save={tablet.save} />;
    case 'done':
      return <Done receipt={stage.receipt} exported={stage.exported} back={startAfresh} />;
  }
}

/** A page that the browser had put aside is not shown again as it was. */
function useNoReturn(): void {
  useEffect(() => {
    const shown = (event: PageTransitionEvent): void => (event.persisted ? startAfresh() : undefined);
    window.addEventListener('pageshow', shown);
    return () => window.removeEventListener('pageshow', shown);
  }, []);
}

export function App(): ReactElement {
  const [wanted, setWanted] = useState<readonly string[]>(navigator.languages);
  const anyLanguage = offeredLanguage(null, wanted);
  const tablet = useTablet(useMemo(() => tabletSpeech(anyLanguage).trouble, [anyLanguage]));
  const { screen } = tablet.stage;
  const lockedSite = useLockedSite(tablet.store, screen === 'locked');
  const site = siteOfStage(tablet.stage);
  const sound = useTabletSound(tablet.store, screen === 'person' ? (site?.form ?? null) : null);
  const queue = useQueue(tablet.store, site ?? lockedSite, screen === 'locked' || screen === 'charge');
  const { reload } = queue;
  useEffect(() => void reload().catch(() => undefined), [reload, screen]);
  useNoReturn();
  const form = screen === 'person' || screen === 'done' ? (site?.form ?? null) : null;
  const offered = form?.languages ?? null;
  const choices = useMemo(() => languagesFor(offered), [offered]);
  const language = offeredLanguage(offered, wanted);
  const speech = useMemo(() => tabletSpeech(language), [language]);
  usePageLanguage(language, speech.person.direction, speech.person.say('page.title'));
  return (
    <TabletSpeechProvider value={speech}>
      <SpeechProvider value={speech.person}>
        <div className="page">
          <PageBar title={speech.person.say('page.title')} label={speech.person.say('language.label')} languages={choices} chosen={language} choose={(next) => setWanted([next, ...wanted])} />
          <main>
            <FaultGuard>
              <Screen tablet={tablet} queue={queue} language={language} sound={sound} />
            </FaultGuard>
          </main>
        </div>
      </SpeechProvider>
    </TabletSpeechProvider>
  );
}
