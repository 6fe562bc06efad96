// What the public notice log says, in every language that has a file in client/words/notice/: a sixth language is one
// more file and no code. Read once; the files come with the program.
import { readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import type { Texts } from '../../shared/language.ts';

const FOLDER = new URL('../../client/words/notice/', import.meta.url);
const KEYS = ['closed', 'closed-early', 'paused', 'resumed', 'extended', 'key-destroyed', 'settled', 'erased', 'code-reissued', 'codes-cancelled'] as const;
export type NoticeKey = (typeof KEYS)[number];
const NoticeFile = z.record(z.enum(KEYS), z.string().min(1));

/** Language → texts by kind of notice. */
export function readNoticeFiles(folder: URL): ReadonlyMap<string, Readonly<Record<NoticeKey, string>>> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json')).sort();
  return new Map(files.map((file) => [file.replace(/\.json$/, ''), NoticeFile.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))]));
}

let read: ReturnType<typeof readNoticeFiles> | undefined;

/** The words of a notice in each language, `{name}` filled from `values`. */
export function noticeTexts(key: NoticeKey, values: Readonly<Record<string, string>> = {}, files = (read ??= readNoticeFiles(FOLDER))): Texts {
  const fill = (text: string): string => text.replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
  return Object.fromEntries([...files].map(([language, texts]) => [language, fill(texts[key])]));
}
