import { create } from 'zustand';
import type { AppError } from '../../shared/ipc/errors.ts';
import type { EditResult } from '../../shared/ipc/design.ts';
import type { LocalizedText } from '../../shared/view/rows.ts';
import type { Preferences, Pushes } from '../../shared/ipc/contract.ts';
import type { FaultDraft } from '../failures/draft.ts';
import { defaultPanels, type PanelName, type Panels } from './panels.ts';

export type Tool = 'select' | 'pan' | 'edge' | 'fault';
export type ZoomLevel = 'far' | 'middle' | 'near';
export type InspectorTab = 'overview' | 'yaml' | 'events' | 'why';
export type TimelineTab = 'timeline' | 'events' | 'usage' | 'calls';
export type LibraryPage = 'start' | 'designs' | 'recovered' | 'deleted';

/** Something modal. */
export type DialogState =
  | { kind: 'commandPalette'; query?: string }
  | { kind: 'shortcuts' }
  | { kind: 'settings' }
  | { kind: 'about' }
  | { kind: 'fidelity' }
  | { kind: 'scale'; key: string }
  /** Of this machine; `filter`: words to begin with. */
  | { kind: 'proxyRules'; machine: string; filter?: string }
  /** Of the etcd member of this machine. */
  | { kind: 'forceNewCluster'; machine: string }
  | { kind: 'renameDesign' }
  | { kind: 'revisions' }
  | { kind: 'export' }
  | { kind: 'compare' }
  /** A planned fault of the design, or a new one. */
  | { kind: 'failure'; index?: number; draft?: FaultDraft }
  | { kind: 'problemsInFile'; fileName: string; error: AppError }
  | { kind: 'written'; result: EditResult };

export interface Toast {
  id: number;
  tone: 'info' | 'error';
  text: LocalizedText;
  /** Second line, plain: the API's own words. */
  detail?: string;
  /** What to do about it. */
  hint?: LocalizedText;
  /** Id of the command that its button runs; the button is named after it. */
  command?: string;
  /** Gives the toast its "Show YAML". */
  written?: EditResult;
}

export interface UiState {
  screen: 'library' | 'editor';
  libraryPage: LibraryPage;
  /** The open design; undefined in the library. */
  designId: string | undefined;
  /** The control plane process. */
  process: 'starting' | Pushes['process']['state'];
  /** Keys by `refKey`, in the order of selection; the last is the one the inspector shows. */
  selection: readonly string[];
  hovered: string | undefined;
  /** The zone on whose frame a menu is open. */
  menuZone: string | undefined;
  tool: Tool;
  /** 1 = 100 %. */
  zoom: number;
  zoomLevel: ZoomLevel;
  panels: Panels;
  paletteTab: 'build' | 'outline';
  /** The system's objects are cards too. */
  showSystem: boolean;
  /** What stands in the inspector's place. */
  inspectorView: 'object' | 'problems' | 'request' | 'scaling' | 'controlPlane';
  inspectorTab: InspectorTab;
  timelineTab: TimelineTab;
  /** Words by which the list of cloud calls is filtered. */
  callsFilter: string;
  dialog: DialogState | undefined;
  toasts: readonly Toast[];
  preferences: Omit<Preferences, 'panels'>;
  platform: string;
  version: string;
}

const initial: UiState = {
  screen: 'library', libraryPage: 'start', designId: undefined, process: 'starting', selection: [], hovered: undefined, menuZone: undefined, tool: 'select', zoom: 1, zoomLevel: 'near',
  panels: defaultPanels, paletteTab: 'build', showSystem: false, inspectorView: 'object', inspectorTab: 'overview', timelineTab: 'timeline', callsFilter: '', dialog: undefined, toasts: [],
  preferences: { theme: 'system', language: 'en', interfaceScale: 1, reducedMotion: false }, platform: 'linux', version: '',
};

/** What concerns the window only: never saved with the design, never part of undo. */
export const useUi = create<UiState>()(() => initial);

let nextToastId = 1;
const mostErrors = 3;

/** A new piece of news takes the place of the one before: more would stand on the foot of the canvas. Refusals stay beside it, three at most. */
function withToast(toasts: readonly Toast[], added: Toast): Toast[] {
  const all = [...toasts, added];
  const errors = all.filter((toast) => toast.tone === 'error').slice(-mostErrors);
  const news = all.filter((toast) => toast.tone === 'info').slice(-1);
  return all.filter((toast) => errors.includes(toast) || news.includes(toast));
}

function showInInspector(view: UiState['inspectorView']): void {
  useUi.setState((state) => ({ inspectorView: view, panels: { ...state.panels, inspector: { ...state.panels.inspector, visible: true } } }));
}

/** Small named changes of the ui state; everything else goes through `useUi.setState`. */
export const ui = {
  select(keys: readonly string[]): void {
    useUi.setState({ selection: keys, inspectorView: 'object' });
  },
  toggleSelected(key: string): void {
    useUi.setState((state) => ({
      selection: state.selection.includes(key) ? state.selection.filter((other) => other !== key) : [...state.selection, key], inspectorView: 'object',
    }));
  },
  openDialog(dialog: DialogState): void {
    useUi.setState({ dialog });
  },
  closeDialog(): void {
    useUi.setState({ dialog: undefined });
  },
  toast(toast: Omit<Toast, 'id'>): void {
    const id = nextToastId;
    nextToastId += 1;
    // The same failure again (saving is retried, say) is not shown twice.
    const isSame = (other: Toast): boolean => toast.tone === 'error' && other.text.key === toast.text.key && other.detail === toast.detail;
    useUi.setState((state) => ({ toasts: withToast(state.toasts.filter((other) => !isSame(other)), { ...toast, id }) }));
  },
  dismissToast(id: number): void {
    useUi.setState((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) }));
  },
  setPanel(name: PanelName, change: Partial<Panels[PanelName]>): void {
    useUi.setState((state) => ({ panels: { ...state.panels, [name]: { ...state.panels[name], ...change } } }));
  },
  togglePanel(name: PanelName): void {
    useUi.setState((state) => ({ panels: { ...state.panels, [name]: { ...state.panels[name], visible: !state.panels[name].visible } } }));
  },
  /** Shows an inspector tab, opening the panel if it is hidden. */
  inspect(tab: InspectorTab): void {
    useUi.setState((state) => ({ inspectorTab: tab, inspectorView: 'object', panels: { ...state.panels, inspector: { ...state.panels.inspector, visible: true } } }));
  },
  /** The calls to the cloud's API in which all these words occur. */
  showCalls(filter: string): void {
    useUi.setState((state) => ({ timelineTab: 'calls', callsFilter: filter, panels: { ...state.panels, timeline: { ...state.panels.timeline, visible: true } } }));
  },
  showProblems(): void {
    showInInspector('problems');
  },
  showRequest(): void {
    showInInspector('request');
  },
  showScaling(): void {
    showInInspector('scaling');
  },
  showControlPlane(): void {
    showInInspector('controlPlane');
  },
};
