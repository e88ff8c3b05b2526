import { Focus, Hand, Maximize, MousePointer2, PanelBottom, PanelLeft, PanelRight, Search, Spline, TriangleAlert, Unplug, ZoomIn, ZoomOut } from 'lucide-react';
import { canvas } from '../store/canvas-port.ts';
import type { PanelName } from '../store/panels.ts';
import { ui, useUi, type Tool } from '../store/ui.ts';
import { inEditor, type Command } from './command.ts';

export const zoomIn: Command = {
  id: 'zoomIn', title: 'commands:zoomIn', icon: ZoomIn, group: 'view', shortcut: '+', alternatives: ['='], menus: ['palette', 'app'], isEnabled: inEditor, run: () => canvas()?.zoomIn(),
};
export const zoomOut: Command = {
  id: 'zoomOut', title: 'commands:zoomOut', icon: ZoomOut, group: 'view', shortcut: '-', menus: ['palette', 'app'], isEnabled: inEditor, run: () => canvas()?.zoomOut(),
};
export const zoomActual: Command = {
  id: 'zoomActual', title: 'commands:zoomActual', icon: ZoomIn, group: 'view', shortcut: 'Shift+0', menus: ['palette', 'app'], isEnabled: inEditor, run: () => canvas()?.zoomTo(1),
};
export const zoomFit: Command = {
  id: 'zoomFit', title: 'commands:zoomFit', icon: Maximize, group: 'view', shortcut: 'Shift+1', menus: ['palette', 'app', 'context'], isEnabled: inEditor, run: () => canvas()?.fit(),
};
export const zoomSelection: Command = {
  id: 'zoomSelection', title: 'commands:zoomSelection', icon: Focus, group: 'view', shortcut: 'Shift+2', menus: ['palette', 'app', 'context'],
  isVisible: (context) => context.selection.length > 0, isEnabled: (context) => inEditor(context) && context.selection.length > 0, run: (context) => void canvas()?.reveal(context.ui.selection),
};
/** Finding is the command palette: it searches objects by name. */
export const find: Command = {
  id: 'find', title: 'commands:find', icon: Search, group: 'view', shortcut: 'Mod+F', menus: ['palette', 'app'], isEnabled: inEditor, run: () => ui.openDialog({ kind: 'commandPalette' }),
};
export const showProblems: Command = {
  id: 'showProblems', title: 'commands:showProblems', icon: TriangleAlert, group: 'view', menus: ['palette', 'app'], isEnabled: inEditor, run: () => ui.showProblems(),
};

const panelIcons = { palette: PanelLeft, timeline: PanelBottom, inspector: PanelRight } as const;
/** `panel.palette`, `panel.inspector`, `panel.timeline`. */
export const panelCommands: readonly Command[] = (['palette', 'inspector', 'timeline'] as const satisfies readonly PanelName[]).map((name, index) => ({
  id: `panel.${name}`, title: `commands:panel.${name}`, icon: panelIcons[name], group: 'view', shortcut: `Mod+${index + 1}`, menus: ['palette', 'app'], whileTyping: true,
  isEnabled: inEditor, isChecked: (context) => context.ui.panels[name].visible, run: () => ui.togglePanel(name),
}));

const tools: readonly { tool: Tool; icon: Command['icon']; shortcut: string }[] = [
  { tool: 'select', icon: MousePointer2, shortcut: 'V' }, { tool: 'pan', icon: Hand, shortcut: 'H' }, { tool: 'edge', icon: Spline, shortcut: 'E' }, { tool: 'fault', icon: Unplug, shortcut: 'F' },
];
/** `tool.select`, `tool.pan`, `tool.edge`, `tool.fault`. */
export const toolCommands: readonly Command[] = tools.map(({ tool, icon, shortcut }) => ({
  id: `tool.${tool}`, title: `commands:tool.${tool}`, ...(icon ? { icon } : {}), group: 'view', shortcut, menus: ['palette', 'toolbar'], isEnabled: inEditor,
  isChecked: (context) => context.ui.tool === tool, run: () => useUi.setState({ tool }),
}));
