// The respondent page's entry: one root, no storage, no service worker, nothing asked of any other origin.
import '../ui/no-eval.ts';
import { mountPage } from '../ui/mount-page.tsx';
import './respond.css';
import { App } from './app.tsx';

mountPage(App);
