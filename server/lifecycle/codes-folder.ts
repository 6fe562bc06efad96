// The folder in which codes stand in clear, for whoever runs the server alone: the list, the printer's cards, what keying
// paper has under way. Its name stands here once, so that what destroys codes looks where what writes them wrote.
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const codesFolder = (dataFolder: string): string => join(dataFolder, 'codes');

export const makeCodesFolder = async (dataFolder: string): Promise<void> => void (await mkdir(codesFolder(dataFolder), { recursive: true, mode: 0o700 }));

/** Names in a folder, none where there is no folder. One that can't be read may hold codes: throws what the file system says. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
