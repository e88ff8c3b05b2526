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

/** Limits in px. `overlayBelow`: window width under which the panel lies over the canvas; `railBelow`: under which the palette is a rail of icons. */
export const panelLimits = {
  palette: { size: 196, minimum: 168, maximum: 280, railBelow: 1360, rail: 48 },
  inspector: { size: 316, minimum: 280, maximum: 720, overlayBelow: 1100 },
  timeline: { size: 168, minimum: 40, maximum: 360 },
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

/** Panels as preferences keep them, flat: `palette.size`, `palette.visible` …; anything odd takes its default. */
export function panelsFromPreferences(stored: Readonly<Record<string, number | boolean | string>>): Panels {
  const read = (name: PanelName): PanelState => {
    const size = stored[`${name}.size`];
    const visible = stored[`${name}.visible`];
    return {
      size: typeof size === 'number' && Number.isFinite(size) ? clampPanel(name, size) : panelLimits[name].size,
      visible: typeof visible === 'boolean' ? visible : true,
    };
  };
  return { palette: read('palette'), inspector: read('inspector'), timeline: read('timeline') };
}

export function panelsToPreferences(panels: Panels): Record<string, number | boolean | string> {
  return Object.fromEntries(Object.entries(panels).flatMap(([name, panel]) => [[`${name}.size`, panel.size], [`${name}.visible`, panel.visible]]));
}
