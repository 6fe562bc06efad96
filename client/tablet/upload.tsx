// For a computer that is no tablet: sends the file that a tablet exported, and says of each sheet what became of it.
// The file can be read by the collector alone; sending it twice counts each sheet once. Nothing is kept here.
import { useState } from 'react';
import type { ChangeEvent, ReactElement } from 'react';
import { BATCH_AT_MOST, SealedFile } from '../../shared/credential/send-sealed.ts';
import type { SealedResult } from '../../shared/credential/send-sealed.ts';
import { postSealed } from '../api/tablet.ts';
import type { Refusal } from '../api/request.ts';
import { useTabletSpeech } from './speech.ts';

/** `null`: nobody has answered for this sheet yet. */
type Row = { readonly envelope: string; readonly result: SealedResult | null };
type Upload = { readonly file: SealedFile; readonly rows: readonly Row[]; readonly busy: boolean; readonly trouble: { readonly kind: 'lost' } | { readonly kind: 'refused'; readonly refusal: Refusal } | null };

const isIn = ({ result }: Row): boolean => result?.outcome === 'stored';

function readFile(text: string): SealedFile | null {
  try {
    return SealedFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Sends what is not in yet, batch by batch; what came before a trouble stays. */
async function send(upload: Upload, show: (upload: Upload) => void): Promise<void> {
  let rows = upload.rows;
  const missing = rows.filter((row) => !isIn(row)).map(({ envelope }) => envelope);
  show({ ...upload, busy: true, trouble: null });
  for (let start = 0; start < missing.length; start += BATCH_AT_MOST) {
    const envelopes = missing.slice(start, start + BATCH_AT_MOST);
    const reply = await postSealed(upload.file.round, { manifest: upload.file.manifest, envelopes });
    if (reply.kind !== 'done') return show({ ...upload, rows, busy: false, trouble: reply });
    rows = rows.map((row) => ({ ...row, result: reply.value.results[envelopes.indexOf(row.envelope)] ?? row.result }));
    show({ ...upload, rows, busy: true, trouble: null });
  }
  show({ ...upload, rows, busy: false, trouble: null });
}

function Rows({ rows }: { readonly rows: readonly Row[] }): ReactElement {
  const { say, trouble } = useTabletSpeech();
  return (
    <ol>
      {rows.map(({ envelope, result }) => (
        <li key={envelope} data-outcome={result?.outcome ?? 'waiting'}>
          {say(result === null ? 'queue.state.waiting' : result.outcome === 'stored' ? 'queue.state.sent' : 'queue.state.refused')}
          {result?.outcome === 'refused' && <span className="hint"> {trouble({ kind: 'refused', refusal: { code: result.code } })}</span>}
        </li>
      ))}
    </ol>
  );
}

export function UploadPanel(): ReactElement {
  const { say, trouble } = useTabletSpeech();
  const [upload, setUpload] = useState<Upload | 'damaged' | null>(null);
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const chosen = event.target.files?.[0];
    if (chosen === undefined) return;
    const file = readFile(await chosen.text());
    setUpload(file === null ? 'damaged' : { file, rows: [...new Set(file.envelopes)].map((envelope) => ({ envelope, result: null })), busy: false, trouble: null });
  };
  const known = upload === 'damaged' ? null : upload;
  const left = known?.rows.filter((row) => !isIn(row)).length ?? 0;
  return (
    <section className="card narrow" aria-labelledby="upload-title">
      <h2 id="upload-title">{say('upload.title')}</h2>
      <p>{say('upload.lead')}</p>
      <label className="label" htmlFor="upload-file">
        {say('upload.choose')}
      </label>
      <input id="upload-file" className="field" type="file" accept="application/json,.json" onChange={(event) => void choose(event)} />
      <p role="alert" className={upload === 'damaged' ? 'field-problem' : 'unseen'}>
        {upload === 'damaged' ? say('upload.damaged') : ''}
      </p>
      {known !== null && (
        <>
          <p role="status" data-left={left}>
            {say('upload.count', { arrived: known.rows.length - left, total: known.rows.length })}
          </p>
          {known.trouble !== null && <p role="alert">{trouble(known.trouble)}</p>}
          {left > 0 && (
            <button type="button" className="button" data-upload aria-disabled={known.busy} onClick={() => (known.busy ? undefined : void send(known, setUpload))}>
              {say(known.rows.some(({ result }) => result !== null) || known.trouble !== null ? 'queue.retry' : 'upload.send')}
            </button>
          )}
          <Rows rows={known.rows} />
          <p className="hint">{say(left > 0 ? 'upload.keep' : 'upload.done')}</p>
        </>
      )}
    </section>
  );
}
