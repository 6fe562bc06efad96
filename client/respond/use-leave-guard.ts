// While there is something to lose: the browser asks before the page is closed or reloaded, and its Back button goes
// back one question instead of leaving. The extra history entry has the same clean address.
import { useEffect, useRef } from 'react';

export function useLeaveGuard(precious: boolean, goBack: () => void): void {
  const back = useRef(goBack);
  useEffect(() => {
    back.current = goBack;
  }, [goBack]);
  useEffect(() => {
    if (!precious) return undefined;
    const warn = (event: BeforeUnloadEvent): void => {
      event.preventDefault();
      // Older Chromium and Safari ask only where a value stands here.
      event.returnValue = '';
    };
    const stay = (): void => {
      // A link opened in the same tab: not Back, and read where links are read.
      if (window.location.hash !== '') return;
      window.history.pushState(null, '', window.location.pathname);
      back.current();
    };
    window.history.pushState(null, '', window.location.pathname);
    window.addEventListener('beforeunload', warn);
    window.addEventListener('popstate', stay);
    return () => {
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('popstate', stay);
    };
  }, [precious]);
}
