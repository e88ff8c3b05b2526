import type { WatchEvent } from '../../engine/apistore/watch-event.ts';
import { eventRule } from './event-rule.ts';
import { machineRule } from './machine-rule.ts';
import { nodeGroupRule } from './node-group-rule.ts';
import { nodeRule } from './node-rule.ts';
import { podRule } from './pod-rule.ts';
import { workloadRule } from './workload-rule.ts';
import { scaleDownRule } from './scale-down-rule.ts';
import type { RuleContext } from './recorder.ts';

/** What of one resource's changes deserves a mark. */
export interface TimelineRule {
  resource: string;
  observe(event: WatchEvent, context: RuleContext): void;
}

export const timelineRules: readonly TimelineRule[] = [machineRule, nodeGroupRule, nodeRule, scaleDownRule, podRule, workloadRule, eventRule];
