// Until when one may begin and send: the days of the manifest, which never changes, or those of the last extension in
// the public log. Every screen that names a day asks here, so that none names one that has been moved.
import type { Notice } from '../../shared/credential/notices.ts';

type Days = { readonly drawingEnds: string; readonly sendingEnds: string };
type Dated = { readonly manifest: Days; readonly notices?: readonly Notice[] };

export function daysOf({ manifest, notices = [] }: Dated): { readonly drawing: string; readonly sending: string } {
  const extended = notices.filter(({ kind }) => kind === 'extended').slice(-1)[0]?.details ?? {};
  const said = (key: keyof Days): string => (typeof extended[key] === 'string' ? extended[key] : manifest[key]);
  return { drawing: said('drawingEnds'), sending: said('sendingEnds') };
}
