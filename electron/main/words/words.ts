import type { Preferences } from '../../../shared/ipc/contract.ts';
import { en, type WordKey, type Words } from './en.ts';
import { ptBR } from './pt-BR.ts';

export const catalogues: Readonly<Record<Preferences['language'], Words>> = { en, 'pt-BR': ptBR };

/** Says a text in the chosen language. */
export type Say = (key: WordKey, parameters?: Readonly<Record<string, string | number>>) => string;

/** @param language is asked at every word, so that a change shows at once */
export function speaker(language: () => Preferences['language']): Say {
  return (key, parameters = {}) => catalogues[language()][key].replaceAll(
    /\{(\w+)\}/g, (_match, name: string) => String(parameters[name] ?? ''),
  );
}
