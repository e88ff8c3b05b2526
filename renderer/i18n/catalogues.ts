import { exportNoteWords } from '../../shared/export/note-words.ts';
import enCanvas from './en/canvas.json';
import enCloud from './en/cloud.json';
import enCommands from './en/commands.json';
import enFailures from './en/failures.json';
import enInspector from './en/inspector.json';
import enLibrary from './en/library.json';
import enNetwork from './en/network.json';
import enExport from './en/export.json';
import enShell from './en/shell.json';
import enTimeline from './en/timeline.json';
import enView from './en/view.json';
import enWhy from './en/why.json';
import ptCanvas from './pt-BR/canvas.json';
import ptCloud from './pt-BR/cloud.json';
import ptCommands from './pt-BR/commands.json';
import ptFailures from './pt-BR/failures.json';
import ptInspector from './pt-BR/inspector.json';
import ptLibrary from './pt-BR/library.json';
import ptNetwork from './pt-BR/network.json';
import ptExport from './pt-BR/export.json';
import ptShell from './pt-BR/shell.json';
import ptTimeline from './pt-BR/timeline.json';
import ptView from './pt-BR/view.json';
import ptWhy from './pt-BR/why.json';

export type Language = 'en' | 'pt-BR';
/** Areas of the catalogue, one owner each. `view`, `why` and `network` hold the keys that the control plane sends. */
export type Area = 'shell' | 'commands' | 'canvas' | 'inspector' | 'timeline' | 'library' | 'why' | 'view' | 'network' | 'export' | 'cloud' | 'failures';
/** Flat: dots in keys are part of the key. Parameters are `{{name}}`; plural forms end in `_one` and `_other` and take `count`. */
export type Catalogue = Readonly<Record<string, string>>;

/** The command line says the same. */
const noteTexts = Object.fromEntries(Object.entries(exportNoteWords).map(([code, words]) => [`note.${code}`, words]));

export const catalogues: Readonly<Record<Language, Readonly<Record<Area, Catalogue>>>> = {
  en: { shell: enShell, commands: enCommands, canvas: enCanvas, inspector: enInspector, timeline: enTimeline, library: enLibrary, why: enWhy, view: enView, network: enNetwork, export: { ...enExport, ...noteTexts }, cloud: enCloud, failures: enFailures },
  'pt-BR': { shell: ptShell, commands: ptCommands, canvas: ptCanvas, inspector: ptInspector, timeline: ptTimeline, library: ptLibrary, why: ptWhy, view: ptView, network: ptNetwork, export: ptExport, cloud: ptCloud, failures: ptFailures },
};
