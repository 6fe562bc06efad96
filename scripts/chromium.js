// Finds the Chromium that the browser tests drive; where it is missing and this machine is a Debian one that we may
// change (root), installs it from Debian's packages. Otherwise it says in one line what to install.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of a Chromium, or undefined. */
export const findChromium = () => places.find((place) => place !== undefined && existsSync(place));

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

const aptGet = (...words) =>
  spawnSync('apt-get', [...words, '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    .status === 0;

/** Installs Chromium and fonts with Arabic letters where it may. Returns the path, or undefined after saying why. */
export const ensureChromium = () => {
  const found = findChromium();
  if (found !== undefined) return found;
  if (mayInstall()) {
    console.log("Installing Chromium from Debian's packages (once)…");
    aptGet('update');
    aptGet('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-core');
    const installed = findChromium();
    if (installed !== undefined) return installed;
  }
  console.log('Browser tests are skipped: install Chromium (Debian: apt-get install chromium fonts-noto-core) or set CHROMIUM to its path.');
  return undefined;
};
