// Five apps, built apart (`--mode respond`, `desk`, `board`, `trust`, `tablet`): the respondent page carries nothing of the others, its
// bytes are the same for everybody. No inline script or style, no module preload shim and no data URI:
// the pages run under `default-src 'none'`. `npm run dev` serves all and passes the API on to the server.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { trimSurvey } from './client/surveyjs/build/trim-survey.ts';
import { workerPlugin } from './client/tablet/build/worker-plugin.ts';
import type { Plugin, UserConfig } from 'vite';

/** Where each app's assets stand; the pages themselves are served at `/a/`, `/desk/`, `/board/`, `/t/` (server/main.ts). A worker's scope is its folder. */
const apps = { respond: '/respond/', desk: '/desk/', board: '/board/', trust: '/trust/', tablet: '/t/' } as const;
type App = keyof typeof apps;

const isApp = (mode: string): mode is App => mode in apps;

/** In development the pages stand where they stand in production. */
const pagesInPlace: Plugin = {
  name: 'pages-in-place',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const path = (request.url ?? '').split('?')[0];
      if (path === '/') {
        response.writeHead(302, { Location: '/a/' }).end();
        return;
      }
      if (path === '/a/') request.url = '/respond/index.html';
      if (path === '/desk/') request.url = '/desk/index.html';
      if (path === '/board/') request.url = '/board/index.html';
      if (path === '/trust/') request.url = '/trust/index.html';
      if (path === '/t/') request.url = '/tablet/index.html';
      next();
    });
  },
};

const development = (): UserConfig => {
  const target = process.env['SPID_DEV_API'] ?? 'http://127.0.0.1:3000';
  return {
    root: 'client',
    plugins: [react(), pagesInPlace],
    server: { host: '127.0.0.1', proxy: { '/collector': target, '/issuer': target, '/desk/api': target, '/health': target, '^/board/[0-9A-Z]{6}/': target } },
  };
};

const production = (app: App): UserConfig => ({
  root: `client/${app}`,
  base: apps[app],
  plugins: [react(), trimSurvey(), ...(app === 'tablet' ? [workerPlugin(apps.tablet)] : [])],
  build: {
    outDir: `../../dist/client${apps[app]}`,
    emptyOutDir: true,
    // The oldest browsers that the anonymity protocol runs on (BigInt, WebCrypto P-256): docs/decisions/0071.
    target: ['chrome87', 'safari14', 'firefox78'],
    cssTarget: ['chrome87', 'safari14', 'firefox78'],
    modulePreload: false,
    assetsInlineLimit: 0,
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
  },
});

export default defineConfig(({ mode }) => (isApp(mode) ? production(mode) : development()));
