// Finds the Chromium that the browser tests drive; where it is missing and this machine is a Debian one that we may
// change (root), installs it from Debian's packages. Otherwise it says in one line what to install. There are two of it:
// the headless shell draws the same pages for half the work, the whole browser has settings that one test file needs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const SHELL = '/usr/bin/chromium-headless-shell';
const WHOLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of a Chromium, or undefined. */
const findChromium = () => [process.env.CHROMIUM, SHELL, ...WHOLE].find((place) => place !== undefined && existsSync(place));

/** A pipeline's machine is nobody's own and is to be quick, so it gets both; a person's machine is left as it is once it has one. */
const hasEnough = () => findChromium() !== undefined && (!process.env.CI || process.env.CHROMIUM !== undefined || (existsSync(SHELL) && WHOLE.some((place) => existsSync(place))));

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

const aptGet = (...words) =>
  new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn('apt-get', [...words, '-qq', '-o', 'Acquire::http::Timeout=20'], { stdio: ['ignore', 'ignore', 'pipe'], env });
    let complaint = '';
    child.stderr.on('data', (chunk) => (complaint += chunk.toString('utf8')));
    child.on('error', (error) => resolve({ ok: false, complaint: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, complaint }));
  });

const install = async (...names) => {
  const { ok, complaint } = await aptGet('install', '-y', '--no-install-recommends', ...names, 'fonts-noto-core');
  if (!ok) console.log(`${names.join(' and ')} could not be installed: ${complaint.trim().split('\n').at(-1) ?? ''}`);
  return ok;
};

/** Installs Chromium and fonts with Arabic letters where it may. Resolves with the path, or undefined after saying why. */
export const ensureChromium = async () => {
  if (!hasEnough() && mayInstall()) {
    console.log("Installing Chromium from Debian's packages (once)…");
    await aptGet('update');
    // Older Debians have no headless shell.
    if (!(await install('chromium', 'chromium-headless-shell'))) await install('chromium');
  }
  const found = findChromium();
  if (found === undefined) console.log('Browser tests are skipped: install Chromium (Debian: apt-get install chromium chromium-headless-shell fonts-noto-core) or set CHROMIUM to its path.');
  return found;
};
