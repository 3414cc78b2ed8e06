import { useEffect, useRef, useState } from 'preact/hooks';
import { readCode } from '../protocol/code';
import { allowSound } from '../ui/sound';
import { Live, Screen, go } from '../ui/parts';
import { t } from '../ui/words';

/** Opens what a code says, or returns the sentence why not. */
function openCode(text: string): string {
  const code = readCode(text, location.origin);
  switch (code.kind) {
    case 'request':
      go(`#/r/${code.base32}`);
      return '';
    case 'badge':
      go(`#/b/${code.base32}`);
      return '';
    case 'order':
      return t('scan.order');
    case 'elsewhere':
      return t('scan.elsewhere', { origin: code.origin });
    case 'not_ours':
      return t('scan.notOurs');
  }
}

export function Scan() {
  const video = useRef<HTMLVideoElement>(null);
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
        const why = openCode(found);
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
    <Screen title={t('scan.title')} app={t('app.wallet')} back="#/">
      {!off && (
        <div class="viewfinder">
          <video ref={video} muted playsInline aria-label={t('scan.video')} onPlaying={() => setCamera('on')} />
        </div>
      )}
      <Live>{off ? t(`scan.${camera}`) : camera === 'on' ? t('scan.hint') : t('scan.starting')}</Live>
      <Live urgent>{fault}</Live>
      <form
        class="paste"
        onSubmit={(event) => {
          event.preventDefault();
          allowSound();
          setFault(openCode(text));
        }}
      >
        <label for="pasted">{t('scan.paste')}</label>
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
    </Screen>
  );
}
