// Reads a code by camera, or as text where there is none. The reader itself is loaded when the camera opens.

import { useEffect, useRef, useState } from 'preact/hooks';
import { allowSound } from './sound';
import { Live } from './parts';
import { t } from './words';

/**
 * @param props.typed What may be typed instead, where it is not the text of any code.
 * @param props.open Takes what was read; the sentence why it is of no use here, or an empty one when it is.
 */
export function Viewfinder({ hint, typed, open }: { hint: string; typed?: string; open(text: string): string }) {
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(open);
  latest.current = open;
  const [camera, setCamera] = useState<'starting' | 'on' | 'denied' | 'none'>('starting');
  const [fault, setFault] = useState('');
  const [text, setText] = useState('');

  useEffect(() => {
    const stop = new AbortController();
    const look = async () => {
      const { lookForCode } = await import('./camera');
      while (!stop.signal.aborted) {
        const found = await lookForCode(video.current!, stop.signal);
        if (found === null) return;
        const why = latest.current(found);
        setFault(why);
        if (!why) return;
        // Give the reader of the sentence time before the same code is read again.
        await new Promise((resolve) => setTimeout(resolve, 2500));
      }
    };
    look().catch((error: unknown) => {
      console.warn(error);
      setCamera(error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'none');
    });
    return () => stop.abort();
  }, []);

  const off = camera === 'denied' || camera === 'none';
  return (
    <>
      {!off && (
        <div class="viewfinder">
          <video ref={video} muted playsInline aria-label={t('scan.video')} onPlaying={() => setCamera('on')} />
        </div>
      )}
      <Live>{off ? t(`scan.${camera}`) : camera === 'on' ? hint : t('scan.starting')}</Live>
      <Live urgent>{fault}</Live>
      <form
        class="paste"
        onSubmit={(event) => {
          event.preventDefault();
          allowSound();
          setFault(open(text));
        }}
      >
        <label for="pasted">{typed ?? t('scan.paste')}</label>
        <div class="row">
          <input
            id="pasted"
            type="text"
            inputMode="url"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="second">
            {t('scan.open')}
          </button>
        </div>
      </form>
    </>
  );
}
