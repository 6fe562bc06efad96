// The tablet page's entry. The one page with a service worker and a store of its own; both stay within /t/.
import '../ui/no-eval.ts';
import { mountPage } from '../ui/mount-page.tsx';
import '../respond/respond.css';
import './tablet.css';
import { App } from './app.tsx';

mountPage(App);
if (import.meta.env.PROD) void navigator.serviceWorker?.register('/t/worker.js', { scope: '/t/', updateViaCache: 'none' }).catch(() => undefined);
