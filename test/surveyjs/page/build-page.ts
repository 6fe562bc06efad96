// Builds the page twice into the folder named by its argument: `production` as it ships, `development` with a React that
// complains. A process of its own: the bundler's native part refuses the objects of a test's sandbox.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { trimSurvey } from '../../../client/surveyjs/build/trim-survey.ts';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('usage: build-page.ts FOLDER');
for (const mode of ['production', 'development']) {
  // The bundler heeds a NODE_ENV that is set, such as that of a test, before the mode.
  process.env['NODE_ENV'] = mode;
  const outDir = join(folder, mode);
  await build({
    root: fileURLToPath(new URL('.', import.meta.url)),
    base: './',
    configFile: false,
    mode,
    logLevel: 'error',
    plugins: [react(), trimSurvey()],
    build: { outDir, emptyOutDir: true, modulePreload: false, assetsInlineLimit: 0, target: 'es2022', minify: mode === 'production', reportCompressedSize: false, chunkSizeWarningLimit: 4000 },
  });
}
