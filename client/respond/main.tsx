// The respondent page's entry: one root, no storage, no service worker, nothing asked of any other origin.
import '../surveyjs/no-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/tokens.css';
import '../ui/base.css';
import './respond.css';
import { App } from './app.tsx';

const place = document.getElementById('page');
if (place !== null) {
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
