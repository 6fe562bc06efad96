// Makes sure that the packages of package-lock.json are installed before any command runs, and that Node is new
// enough to run them. It runs on a machine with nothing but Node and npm, so it imports Node's own modules only.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const isNewEnough = (version) => {
  const [major, minor] = version.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
};

const isInstalled = () => {
  const installedFile = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.keys(wanted).every((path) => {
    if (path === '' || wanted[path].optional) return true;
    return installed[path] !== undefined && installed[path].version === wanted[path].version;
  });
};

if (!isNewEnough(process.versions.node)) {
  console.error(`Node ${process.versions.node} is too old: this needs Node 20.19, 22.12 or later. Node 24 is recommended.`);
  process.exit(1);
}
if (!isInstalled()) {
  console.log('Installing packages (once)…');
  // Not `npm ci`: it refuses a lock file without the optional binaries of other platforms, which not every registry
  // serves. Versions and hashes are those of the lock file either way; --no-save leaves it as it is.
  const result = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    // npm start in production mode would leave the build tools out.
    env: { ...process.env, NODE_ENV: 'development' },
  });
  if (result.status !== 0) {
    console.error('The packages could not be installed: npm said why above. Is the npm registry reachable?');
    process.exit(1);
  }
}
