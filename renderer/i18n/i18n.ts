import i18next, { type i18n } from 'i18next';
import type { LocalizedText } from '../../shared/view/rows.ts';
import { catalogues, type Language } from './catalogues.ts';
import { formatClock } from './format.ts';

export type TextParams = Readonly<Record<string, string | number>>;

/** The instance of the window. Everything is bundled, so it is ready at once; `setLanguage` switches at run time. */
export const texts: i18n = i18next.createInstance();
void texts.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: catalogues,
  ns: Object.keys(catalogues.en),
  defaultNS: 'view',
  // Keys are flat: a dot is part of the key.
  keySeparator: false,
  nsSeparator: ':',
  interpolation: { escapeValue: false },
  initAsync: false,
});

// `{{atMs, clock}}` in a catalogue prints a simulated instant as the clock shows it.
texts.services.formatter?.add('clock', (value: unknown) => formatClock(Number(value)));

export function setLanguage(language: Language): void {
  if (texts.language !== language) void texts.changeLanguage(language);
}

/** Text of `area:key` in the present language. In components use `useText`, which follows a change of language. */
export function translate(key: string, params?: TextParams): string {
  return texts.t(key, params ?? {});
}

/** Text of `area:key` in a language that may not be the present one. */
export function translateTo(language: Language, key: string, params?: TextParams): string {
  return texts.t(key, { ...params, lng: language });
}

/** Text that the control plane sent. A key without area is one of `view`. */
export function localize(text: LocalizedText): string {
  return texts.t(text.key, text.params ?? {});
}
