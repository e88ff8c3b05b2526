import { Wrench } from 'lucide-react';
import type { CloudErrorCode } from '../../shared/faults.ts';
import { mirror } from '../store/cluster.ts';
import { inEditor, type Command } from './command.ts';
import { inject } from './inject.ts';

/** From now on calls of an action are answered with an error, instead of with the one they were answered with before. @param action `ec2:RunInstances` */
export async function failCalls(action: string, error: CloudErrorCode): Promise<void> {
  if (mirror.cloud?.failures.some((failure) => failure.action === action)) await mendCalls(action);
  await inject({ kind: 'FailCloudCalls', action, error });
}

/** Ends the failures of an action, and those that strike every action; without an action all. */
export async function mendCalls(action?: string): Promise<void> {
  const isOwn = mirror.cloud?.failures.some((failure) => failure.action === action);
  await inject({ kind: 'MendCloudCalls', ...(action !== undefined && isOwn ? { action } : {}) });
}

/** Shown while calls are made to fail. */
export const mendCloudCalls: Command = {
  id: 'mendCloudCalls', title: 'commands:mendCloudCalls', icon: Wrench, group: 'fault', menus: ['palette'],
  isVisible: (context) => inEditor(context) && (context.mirror.cloud?.failures.length ?? 0) > 0,
  isEnabled: inEditor,
  run: () => mendCalls(),
};
