// npm run dev: the server with reload on one port, Vite with reload of the pages on another, both ended by Ctrl-C.
import concurrently from 'concurrently';

const port = process.env.PORT ?? '8080';
const pagesPort = process.env.SPID_DEV_PORT ?? '5173';
const { result } = concurrently(
  [
    { name: 'server', command: `node --watch-path=server --watch-path=shared --watch-path=analysis --watch-path=surveys bin/spid.js serve --demo --pages http://127.0.0.1:${pagesPort}`, env: { PORT: port } },
    { name: 'pages', command: `node node_modules/vite/bin/vite.js --mode development --port ${pagesPort} --strictPort`, env: { SPID_DEV_API: `http://127.0.0.1:${port}` } },
  ],
  { killOthersOn: ['failure', 'success'], prefix: 'name' },
);
await result.catch(() => {
  process.exitCode = 1;
});
