import { DoorOpen } from 'lucide-react';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { inEditor, type Command, type CommandContext } from './command.ts';
import { sendEdit } from './edit.ts';

const podRefs = (context: CommandContext): readonly ObjectRef[] => inEditor(context) ? context.selection.filter((ref) => ref.kind === 'Pod') : [];

/** Asks for eviction (POST pods/eviction); its controller makes another pod where the scheduler decides. */
export const evict: Command = {
  id: 'evict', title: 'commands:evict', icon: DoorOpen, group: 'object', menus: ['palette', 'context'],
  isVisible: (context) => podRefs(context).length > 0,
  isEnabled: (context) => podRefs(context).length > 0,
  async run(context) {
    const refs = podRefs(context);
    await sendEdit({ changes: refs.map((ref) => ({ op: 'evict', ref })), label: { key: 'commands:edit.evict', params: { name: refs.map((ref) => ref.name).join(', ') } } });
  },
};
