// 0–100 or 0–10. The rule of the chosen scale stands below the switch, on screen and in print.
import type { ReactElement } from 'react';
import type { ScoreScale } from './numbers.ts';
import { useSpeech } from './speech.ts';

const SCALES = ['hundred', 'ten'] as const;

export function ScaleSwitch({ choose }: { readonly choose: (scale: ScoreScale) => void }): ReactElement {
  const { say, scale } = useSpeech();
  return (
    <fieldset className="scale-switch">
      <legend>{say('scale.label')}</legend>
      {SCALES.map((one) => (
        <label key={one}>
          <input type="radio" name="scale" checked={scale === one} onChange={() => choose(one)} />
          <bdi dir="ltr">{say(`scale.${one}`)}</bdi>
        </label>
      ))}
      <p className="hint" role="status">
        {say(`scale.${scale}Rule`)}
      </p>
    </fieldset>
  );
}
