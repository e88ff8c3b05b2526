import { ChevronsDownUp, PhoneOff, Spline, View } from 'lucide-react';
import { canDraw } from '../gestures/connect/index.ts';
import { request } from '../ipc/client.ts';
import { canvas } from '../store/canvas-port.ts';
import { refKey } from '../store/ref-key.ts';
import { useUi } from '../store/ui.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';

/** Objects with a card that the selected one can be connected with. */
function candidates({ selection, mirror }: CommandContext): { key: string; text: string }[] {
  const [only] = selection;
  if (!only || selection.length !== 1) return [];
  return mirror.cardUids().flatMap((uid) => {
    const ref = mirror.card(uid)?.ref;
    return ref && refKey(ref) !== refKey(only) && canDraw(only, ref) ? [{ key: refKey(ref), text: `${ref.kind} ${ref.name}` }] : [];
  });
}

/** Two selected objects are connected with each other, one with what is chosen from the menu: the way to draw an edge without the mouse. */
export const connectCommand: Command = {
  id: 'connect', title: 'commands:connect', icon: Spline, group: 'object', menus: ['palette', 'context'],
  isVisible: (context) => isConnectable(context),
  isEnabled: (context) => isConnectable(context),
  choices: (context) => candidates(context).map(({ key, text }) => ({ text, args: { text: key } })),
  run(context, args) {
    const [from, to] = context.selection;
    const target = args?.text ?? (to ? refKey(to) : candidates(context)[0]?.key);
    if (from && target !== undefined) canvas()?.connect(refKey(from), target);
  },
};

/** Services that the programs of the selected workload call. */
function callsOf({ selection, mirror }: CommandContext): { text: string; args: { text: string } }[] {
  const [only] = selection;
  if (!only || selection.length !== 1) return [];
  return mirror.relations.from(refKey(only)).flatMap(({ kind, target, to }) => (kind === 'calls' && to ? [{ text: `${to.kind} ${to.name}`, args: { text: target } }] : []));
}

/** Takes a call away that was drawn: the way to delete that edge without the mouse. */
export const removeCallCommand: Command = {
  id: 'removeCall', title: 'commands:removeCall', icon: PhoneOff, group: 'object', menus: ['palette', 'context'],
  isVisible: (context) => inEditor(context) && callsOf(context).length > 0,
  isEnabled: (context) => inEditor(context) && callsOf(context).length > 0,
  choices: callsOf,
  run(context, args) {
    const [from] = context.selection;
    const target = args?.text ?? callsOf(context)[0]?.args.text;
    if (from && target !== undefined) canvas()?.removeCall(refKey(from), target);
  },
};

function isConnectable(context: CommandContext): boolean {
  if (!inEditor(context)) return false;
  const [one, two] = context.selection;
  if (one && two && context.selection.length === 2) return canDraw(one, two);
  return candidates(context).length > 0;
}

export const showSystemObjects: Command = {
  id: 'showSystem', title: 'commands:showSystem', icon: View, group: 'view', menus: ['palette', 'app'], isEnabled: inEditor, isChecked: (context) => context.ui.showSystem,
  run(context) {
    const shown = !context.ui.showSystem;
    useUi.setState({ showSystem: shown });
    void request('view.showSystem', { shown });
  },
};

const namespaceOf = ({ selection }: CommandContext): string | undefined => (selection.length === 1 && selection[0]?.kind === 'Namespace' ? selection[0].name : undefined);

/** The cards of the selected namespace become counts by kind, or cards again. */
export const foldNamespace: Command = {
  id: 'foldNamespace', title: 'commands:foldNamespace', icon: ChevronsDownUp, group: 'view', menus: ['palette', 'context'],
  titleParams: (context) => ({ name: namespaceOf(context) ?? '' }),
  isVisible: (context) => inEditor(context) && namespaceOf(context) !== undefined,
  isEnabled: (context) => inEditor(context) && namespaceOf(context) !== undefined,
  run(context) {
    const name = namespaceOf(context);
    if (name !== undefined) canvas()?.toggleFold(name);
  },
};
