// The tablet page's entry. The one page with a service worker and a store of its own; both stay within /t/.
import '../surveyjs/no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import '../respond/respond.css';
import './tablet.css';
import { App } from './app.tsx';

const place = document.getElementById('page');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/t/worker.js', { scope: '/t/', updateViaCache: 'none' }).catch(() => undefined);
