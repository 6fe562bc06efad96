// When a sheet could not be sent because the line was down, it is sent as soon as the browser says that the line is
// back. Only after the person pressed Send: nothing leaves by itself before that.
import { useEffect } from 'react';
import type { Journey } from './journey.ts';

export function useSendWhenOnline(journey: Journey, send: () => void): void {
  const waits = journey.screen === 'reviewing' && !journey.sending.busy && (journey.sending.trouble?.kind === 'offline' || journey.sending.trouble?.kind === 'lost');
  useEffect(() => {
    if (!waits) return undefined;
    window.addEventListener('online', send);
    return () => window.removeEventListener('online', send);
  }, [waits, send]);
}
