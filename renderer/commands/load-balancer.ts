import { ArrowRight, CloudCog, Trash2 } from 'lucide-react';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { subjectOf } from '../../shared/view/provided.ts';
import { deleteObjects } from '../gestures/delete-objects.ts';
import { goTo } from '../inspector/go-to.ts';
import { ui } from '../store/ui.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { sendEdit } from './edit.ts';

/** The Service or Ingress of the load balancer that alone is selected. */
function subject(context: CommandContext): ObjectRef | undefined {
  const [only, ...others] = context.provided;
  return inEditor(context) && only && others.length === 0 && context.selection.length === 0 ? subjectOf(only) : undefined;
}

const hasSubject = (context: CommandContext): boolean => subject(context) !== undefined;
const names = (context: CommandContext): Record<string, string> => { const { kind = '', name = '' } = subject(context) ?? {}; return { kind, name }; };

const goToSubject: Command = {
  id: 'balancer.goToSubject', title: 'commands:balancer.goToSubject', titleParams: names, icon: ArrowRight, group: 'object', menus: ['palette', 'context'], isVisible: hasSubject, isEnabled: hasSubject,
  run(context) {
    const to = subject(context);
    if (to) goTo(to);
  },
};

/** What the control plane asked the cloud for because of it. */
const showCalls: Command = {
  id: 'balancer.showCalls', title: 'commands:balancer.showCalls', icon: CloudCog, group: 'object', menus: ['palette', 'context'],
  isVisible: (context) => hasSubject(context) && context.mirror.cloud !== undefined,
  isEnabled: (context) => hasSubject(context) && context.mirror.cloud !== undefined,
  run(context) {
    const { kind, name } = subject(context) ?? {};
    ui.showCalls(`${kind}/${name}`);
  },
};

/** A load balancer goes with the object that asks for it, and only so. */
const deleteSubject: Command = {
  id: 'balancer.deleteSubject', title: 'commands:balancer.deleteSubject', titleParams: names, icon: Trash2, group: 'object', menus: ['palette', 'context'], isVisible: hasSubject, isEnabled: hasSubject,
  async run(context) {
    const gone = subject(context);
    if (gone && (await sendEdit(deleteObjects([gone]))).ok) ui.select([]);
  },
};

export const balancerCommands: readonly Command[] = [goToSubject, showCalls, deleteSubject];
