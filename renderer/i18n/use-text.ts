import { useSyncExternalStore } from 'react';
import type { LocalizedText } from '../../shared/view/rows.ts';
import type { Language } from './catalogues.ts';
import { localize, texts, translate, type TextParams } from './i18n.ts';

export interface Text {
  t: (key: string, params?: TextParams) => string;
  localize: (text: LocalizedText) => string;
  language: Language;
}

function subscribe(listener: () => void): () => void {
  texts.on('languageChanged', listener);
  return () => texts.off('languageChanged', listener);
}

const byLanguage: Partial<Record<string, Text>> = {};

/** One object per language, so that what depends on it is made again exactly when the language changes. */
function current(): Text {
  const language = texts.language as Language;
  return byLanguage[language] ??= { language, t: (key, params) => translate(key, params), localize: (text) => localize(text) };
}

/** `t('commands:undo')`, `localize(row.fact)`; the component renders again when the language changes. */
export function useText(): Text {
  return useSyncExternalStore(subscribe, current);
}
