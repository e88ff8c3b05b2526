export type PanelName = 'palette' | 'inspector' | 'timeline';

export interface Panels {
  palette: PanelState;
  inspector: PanelState;
  timeline: PanelState;
}

export interface PanelState {
  /** Width of a side panel, height of the timeline, in px. */
  size: number;
  visible: boolean;
}

/** Limits in px. `railBelow`: window width under which the palette is a rail of icons. */
export const panelLimits = {
  palette: { size: 196, minimum: 168, maximum: 280, railBelow: 1360, rail: 48 },
  inspector: { size: 316, minimum: 280, maximum: 720 },
  timeline: { size: 196, minimum: 40, maximum: 360 },
} as const;

export const defaultPanels: Panels = {
  palette: { size: panelLimits.palette.size, visible: true },
  inspector: { size: panelLimits.inspector.size, visible: true },
  timeline: { size: panelLimits.timeline.size, visible: true },
};

/** The nearest allowed size of a panel. */
export function clampPanel(name: PanelName, size: number): number {
  const { minimum, maximum } = panelLimits[name];
  return Math.round(Math.min(maximum, Math.max(minimum, size)));
}

/** Panel sizes as preferences keep them, flat: `palette.size`, `palette.visible` (used last), and the same under `DESIGN/` for each design. */
export type StoredPanels = Readonly<Record<string, number | boolean | string>>;

const designsRemembered = 100;

/** Panels of a design, or as they were used last; anything odd takes its default. */
export function panelsFromPreferences(stored: StoredPanels, designId?: string): Panels {
  const value = (key: string): number | boolean | string | undefined => stored[`${designId}/${key}`] ?? stored[key];
  const read = (name: PanelName): PanelState => {
    const size = value(`${name}.size`);
    const visible = value(`${name}.visible`);
    return {
      size: typeof size === 'number' && Number.isFinite(size) ? clampPanel(name, size) : panelLimits[name].size,
      visible: typeof visible === 'boolean' ? visible : true,
    };
  };
  return { palette: read('palette'), inspector: read('inspector'), timeline: read('timeline') };
}

/** What is kept after a change: used last, for this design, and what was kept for the designs changed before it (newest first, bounded). */
export function panelsToPreferences(panels: Panels, before: StoredPanels = {}, designId?: string): Record<string, number | boolean | string> {
  const own = Object.entries(panels).flatMap(([name, panel]: [string, PanelState]): [string, number | boolean][] => [[`${name}.size`, panel.size], [`${name}.visible`, panel.visible]]);
  const design = designId === undefined ? [] : own.map(([key, value]): [string, number | boolean] => [`${designId}/${key}`, value]);
  const others = Object.entries(before).filter(([key]) => key.includes('/') && !key.startsWith(`${designId}/`)).slice(0, designsRemembered * own.length);
  return Object.fromEntries([...own, ...design, ...others]);
}
