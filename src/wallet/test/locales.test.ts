import { expect, test } from 'vitest';
import en from '../src/locales/en.json';
import fr from '../src/locales/fr.json';

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

test('both languages say the same things', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
});

test.each(Object.keys(fr) as (keyof typeof fr)[])('%s has the same places to fill in, and is not empty', (word) => {
  expect(fr[word].trim()).not.toBe('');
  expect(en[word].trim()).not.toBe('');
  expect(placeholders(en[word])).toEqual(placeholders(fr[word]));
});

test('French is typeset as French', () => {
  for (const [word, text] of Object.entries(fr)) {
    expect(text, `${word}: straight apostrophe`).not.toMatch(/\p{L}'\p{L}/u);
    expect(text, `${word}: an ordinary space would let the sign fall to the next line`).not.toMatch(/ [?!:;»]|« /);
    expect(text, `${word}: three points`).not.toContain('...');
  }
});

test('every word is used', () => {
  const sources = import.meta.glob<string>('../src/**/*.{ts,tsx}', { query: '?raw', eager: true, import: 'default' });
  const code = Object.values(sources).join('\n');
  const families = [...code.matchAll(/`((?:[a-z_]+\.)+)\$\{/g)].map((match) => match[1]!);
  const unused = Object.keys(fr).filter(
    (word) => !code.includes(`'${word}'`) && !families.some((family) => word.startsWith(family)),
  );
  expect(unused).toEqual([]);
});
