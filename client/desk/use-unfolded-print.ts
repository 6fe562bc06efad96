// Paper can't be unfolded: before printing every fold is opened, afterwards those are closed again that were.
import { useEffect } from 'react';

export function useUnfoldedPrint(): void {
  useEffect(() => {
    let opened: HTMLDetailsElement[] = [];
    const open = (): void => {
      opened = [...document.querySelectorAll<HTMLDetailsElement>('details.fold:not([open])')];
      for (const fold of opened) fold.open = true;
    };
    const close = (): void => {
      for (const fold of opened) fold.open = false;
    };
    window.addEventListener('beforeprint', open);
    window.addEventListener('afterprint', close);
    return () => {
      window.removeEventListener('beforeprint', open);
      window.removeEventListener('afterprint', close);
    };
  }, []);
}
