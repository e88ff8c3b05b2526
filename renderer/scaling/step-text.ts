import type { ScalingFacts, ScalingStep } from '../../shared/view/scaling.ts';
import type { Text } from '../i18n/use-text.ts';

/** `workers 1 → 3`, for each group that grows. */
function sizes({ sizes: all }: NonNullable<ScalingFacts['groups']>): string {
  return all.map(({ group, from, to }) => `${group} ${from} → ${to}`).join(', ');
}

function metricWords({ name, current, target }: NonNullable<ScalingFacts['metric']>): string {
  return `${name} ${current ?? '–'} / ${target ?? '–'}`;
}

/** What came of a stage, in a few words beside its bar. */
export function stepResult({ stage, count, facts }: ScalingStep, { t }: Text): string {
  if (stage === 'Measured' && facts?.metric) return metricWords(facts.metric);
  if (stage === 'Decided' && facts?.replicas) return t('timeline:scaling.replicas', facts.replicas);
  if (stage === 'GroupsEnlarged' && facts?.groups) return sizes(facts.groups);
  if (stage === 'LoadRose') return '';
  const isMachines = stage === 'MachinesMade' || stage === 'MachinesBooted' || stage === 'NodesReady';
  return t(isMachines ? 'timeline:scaling.machines' : 'timeline:scaling.pods', { count });
}

/** What was decided at a stage and on what grounds, sentence by sentence. */
export function stepSentences(step: ScalingStep, { t }: Text): string[] {
  const { stage, facts, count } = step;
  const sentences = [t(`timeline:scaling.say.${stage}`, { count })];
  if (stage === 'Decided' && facts?.metric?.ratio !== undefined && facts.replicas) {
    sentences.push(t('timeline:scaling.computed', { ...facts.replicas, metric: metricWords(facts.metric), ratio: facts.metric.ratio.toFixed(3) }));
  }
  for (const { group, nodes, pods, wastedCpu, wastedMemory } of facts?.groups?.options ?? []) {
    const key = group === facts?.groups?.best ? 'timeline:scaling.option.best' : 'timeline:scaling.option';
    sentences.push(t(key, { group, nodes, pods, cpu: wastedCpu, memory: wastedMemory }));
  }
  return sentences;
}
