// Tells the document which language it speaks: `lang`, `dir` and the title. One effect for both apps, so that the
// browser's own parts (spelling, hyphens, screen reader voices, scroll bars) follow the switch.
import { useLayoutEffect } from 'react';

export function usePageLanguage(language: string, direction: string, title: string): void {
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    document.title = title;
  }, [language, direction, title]);
}
