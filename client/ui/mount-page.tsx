// What every page's entry does: the sheets that all pages share, in their order, then one root. An entry imports
// `no-eval.ts` first, this second and its own sheet third, so that its own rules come last.
import { StrictMode } from 'react';
import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import './tokens.css';
import './base.css';
import './frame.css';
import './parts.css';

/** Shows the page in the one place that its document has; does nothing in a document without it. */
export function mountPage(App: ComponentType): void {
  const place = document.getElementById('page');
  if (place === null) return;
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
