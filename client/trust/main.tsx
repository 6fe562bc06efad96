// The trust page's entry: one root, no storage, no cookie, nothing asked of any other origin.
import '../ui/no-eval.ts';
import { mountPage } from '../ui/mount-page.tsx';
import './trust.css';
import { App } from './app.tsx';

mountPage(App);
