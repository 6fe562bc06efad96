// The desk's entry: one root. The session is a cookie that no script can read; nothing else is stored.
import '../ui/no-eval.ts';
import { mountPage } from '../ui/mount-page.tsx';
import '../ui/tables.css';
import './desk.css';
import './scorecard.css';
import './items.css';
import './scorecard-elsewhere.css';
import { App } from './app.tsx';

mountPage(App);
