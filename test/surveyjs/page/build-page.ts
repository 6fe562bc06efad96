// Builds the page into the folder named by its argument. A process of its own: the bundler's native part refuses the
// objects of a test's sandbox.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { trimSurvey } from '../../../client/surveyjs/build/trim-survey.ts';

const [, , outDir] = process.argv;
if (outDir === undefined) throw new Error('usage: build-page.ts FOLDER');
await build({
  root: fileURLToPath(new URL('.', import.meta.url)),
  configFile: false,
  logLevel: 'error',
  plugins: [react(), trimSurvey()],
  build: { outDir, emptyOutDir: true, modulePreload: false, assetsInlineLimit: 0, target: 'es2022', chunkSizeWarningLimit: 4000 },
});
