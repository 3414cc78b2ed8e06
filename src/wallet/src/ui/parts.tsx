// What both applications are drawn with.

import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { pressKey } from '../money/amount';
import { currentLanguage, numberText, switchLanguage, t, watchLanguage } from './words';

const strokes = {
  scan: 'M4 8V5a1 1 0 0 1 1-1h3m8 0h3a1 1 0 0 1 1 1v3m0 8v3a1 1 0 0 1-1 1h-3m-8 0H5a1 1 0 0 1-1-1v-3M4 12h16',
  home: 'M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z',
  history: 'M12 7v5l3 2M4.5 9A8 8 0 1 1 4 12M4 5v4h4',
  settings: 'M4 7h10m4 0h2M4 17h2m4 0h10M16 5v4M8 15v4',
  back: 'M15 5l-7 7 7 7',
  check: 'M5 13l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  wait: 'M7 4h10M7 20h10M8 4c0 5 8 6 8 8s-8 3-8 8M16 4c0 5-8 6-8 8s8 3 8 8',
  shield: 'M12 3l7 3v5c0 5-3 8.5-7 10-4-1.5-7-5-7-10V6zM8.5 12l2.5 2.5 4.5-5',
  pause: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM10 9v6m4-6v6',
  ring: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 12h7',
  alert: 'M12 4l9 16H3zM12 10v4m0 2.5v.5',
  erase: 'M9 5h11v14H9l-6-7zM12 9l5 6m0-6l-5 6',
  leaf: 'M5 19C5 9 11 5 20 4c0 10-4 15-12 15-1 0-2-.3-3-1zm0 0l8-8',
  cloud: 'M4 4l16 16M8 8a5 5 0 0 0-1 10h10m3-2a4 4 0 0 0-3-7 5 5 0 0 0-5-3',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3',
  barred: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.7 5.7l12.6 12.6',
  leave: 'M10 5H5v14h5M14 8l4 4-4 4M18 12H9',
  stranger: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.3 9.2a2.8 2.8 0 1 1 4 2.7c-.9.5-1.3 1-1.3 2M12 17v.01',
  lost: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3L20.5 20.5M8 8l5 5M13 8l-5 5',
  shop: 'M4 10v9h16v-9M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0z',
} as const;

export type IconName = keyof typeof strokes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={strokes[name]} />
    </svg>
  );
}

/** Draws again when the language changes. */
export function useLanguage() {
  const [, draw] = useState(0);
  useEffect(() => watchLanguage(() => draw((n) => n + 1)), []);
  return currentLanguage();
}

export function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = () => setHash(location.hash);
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  return hash;
}

export const go = (hash: string) => location.assign(hash);

export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const read = () => setOnline(navigator.onLine);
    addEventListener('online', read);
    addEventListener('offline', read);
    return () => {
      removeEventListener('online', read);
      removeEventListener('offline', read);
    };
  }, []);
  return online;
}

export function LanguageSwitch() {
  const other = currentLanguage() === 'fr' ? 'en' : 'fr';
  return (
    <button type="button" class="quiet" lang={other} onClick={switchLanguage}>
      {t('app.language')}
    </button>
  );
}

/** The skip link must not change the hash, which is our route. */
function skip(event: Event) {
  event.preventDefault();
  document.querySelector<HTMLElement>('h1')?.focus();
}

/** The line at the top: whose application this is, and in which language. */
export function Bar({ icon, name, demo }: { icon: IconName; name: string; demo: boolean | undefined }) {
  return (
    <header>
      <a class="skip" href="#main" onClick={skip}>
        {t('app.skip')}
      </a>
      <div class="bar">
        <span class="brand">
          <Icon name={icon} />
          {name}
        </span>
        <LanguageSwitch />
      </div>
      {demo && <p class="demo">{t('app.demo')}</p>}
    </header>
  );
}

/** An amount, with its unit set smaller: long balances still fit on small phones. */
export function Money({ minor, unit }: { minor: number; unit: string }) {
  return (
    <>
      {numberText(minor)}
      <span class="unit">
        {'\u00a0'}
        {unit}
      </span>
    </>
  );
}

/** A screen: one main landmark, one heading, which takes the focus so that a screen reader starts there. */
export function Screen(props: {
  title: string;
  app: string;
  /** Where "Back" leads; absent on first screens. */
  back?: string;
  kind?: string;
  heading?: 'hidden';
  children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.title} – ${props.app}`;
  }, [props.title, props.app]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <main id="main" class={props.kind ?? 'page'}>
      {props.back && (
        <a class="back" href={props.back}>
          <Icon name="back" />
          {t('app.back')}
        </a>
      )}
      <h1 ref={heading} tabIndex={-1} class={props.heading === 'hidden' ? 'unseen' : ''}>
        {props.title}
      </h1>
      {props.children}
    </main>
  );
}

export function Notice({ icon, kind, children }: { icon: IconName; kind?: string; children: ComponentChildren }) {
  return (
    <p class={`notice ${kind ?? ''}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  );
}

/** Says something aloud when it changes; empty, it takes no room. */
export function Live({ children, urgent }: { children?: ComponentChildren; urgent?: boolean }) {
  return (
    <div class="live" role={urgent ? 'alert' : 'status'}>
      {children}
    </div>
  );
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', ',', '0', 'back'];

/** Amount keypad; a keyboard works too. `text` is what has been typed, with a comma. */
export function Keypad(props: { text: string; onText(text: string): void; onEnter(): void; onTouch?(): void }) {
  const latest = useRef(props);
  latest.current = props;
  // Before the keypad is painted: the first key typed on it must not be lost.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      // What is typed into a field stays there; a choice of units takes no digits.
      if (target.matches?.('textarea, select, input:not([type="radio"])')) return;
      const { text, onText, onEnter } = latest.current;
      const key = event.key === '.' ? ',' : event.key === 'Backspace' ? 'back' : event.key;
      // Enter on a button or a link presses that, and not what we think was meant.
      if (key === 'Enter' && !/^(BUTTON|A)$/.test(target.tagName)) return onEnter();
      if (!keys.includes(key)) return;
      event.preventDefault();
      onText(pressKey(text, key));
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  const comma = currentLanguage() === 'fr' ? ',' : '.';
  return (
    <div class="keypad" role="group" aria-label={t('keypad.label')}>
      {keys.map((key) => (
        <button
          type="button"
          key={key}
          aria-label={key === ',' ? t('keypad.comma') : key === 'back' ? t('keypad.back') : undefined}
          onClick={() => {
            props.onTouch?.();
            props.onText(pressKey(props.text, key));
          }}
        >
          {key === 'back' ? <Icon name="erase" /> : key === ',' ? comma : key}
        </button>
      ))}
    </div>
  );
}

/** The amount being typed, large. */
export function Typed({ text, unit, label }: { text: string; unit: string; label: string }) {
  const shown = currentLanguage() === 'fr' ? text : text.replace(',', '.');
  return (
    <p class="typed">
      <span class="label">{label}</span>
      <output class={text ? 'figure' : 'figure faint'}>
        {shown || '0'}
        <span class="unit">
          {'\u00a0'}
          {unit}
        </span>
      </output>
    </p>
  );
}
