import { refOf, resourceTypeFor, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { TrafficSource } from '../../../../shared/kubernetes/types/traffic-source.ts';
import type { FailureCause } from '../../../../shared/network/failure-cause.ts';
import { objectsOfFailure } from '../../../../shared/network/failure-objects.ts';
import type { WhyAnswer, WhyRemedy } from '../../../../shared/view/why.ts';
import { failedRate, type TrafficPoint } from '../../../engine/network/traffic/series.ts';
import type { World } from '../../../engine/world.ts';
import { causeText } from '../../network/cause-text.ts';
import { historyOf, type ChainStep } from '../chain.ts';
import { failureSteps } from './failure-steps.ts';
import { fieldEvidence, says, stepAbout, subject } from './shared.ts';

const objectsShown = 8;

/** Why the requests of a source are served, or which part of them fails and for what. From what the flow of its requests was last reckoned to be. */
export function explainTrafficSource(world: World, ref: ObjectRef): WhyAnswer {
  const source = subject<TrafficSource>(world, ref);
  const measure = world.components.traffic.ofSource(ref.name);
  const evidence = [
    ...fieldEvidence(world, ref, source, source.spec.target.service ? 'spec.target.service' : 'spec.target.host', says('source.field.target')),
    ...fieldEvidence(world, ref, source, 'spec.rate', says('source.field.rate')),
  ];
  if (source.spec.paused) return { headline: says('source.paused'), evidence: [...fieldEvidence(world, ref, source, 'spec.paused', says('source.field.paused')), ...evidence, historyOf(world, source)], remedies: [goOn(ref)] };
  if (!measure || measure.rps === 0) return { headline: says('source.silent'), evidence: [...evidence, historyOf(world, source)], remedies: [] };
  const { rps, servedRps, failures, points } = measure;
  const failed = failedRate(rps, servedRps);
  const rounded = Math.round(rps * 10) / 10;
  const [worst] = failures;
  if (failed === 0 || !worst) return { headline: says('source.served', { rps: rounded }), evidence: [...evidence, historyOf(world, source)], remedies: [] };
  const since = failingSince(points);
  const steps: ChainStep[] = [
    ...(since === undefined ? [] : [{ atMs: since, icon: 'bad/Error', text: says('source.began') }]),
    ...failureSteps(failures, rps, world.nowMs),
    ...objectsOfFailure(worst.cause).slice(0, objectsShown).flatMap((object) => mendedAt(world, object)),
  ];
  return {
    headline: says('source.failing', { percent: Math.max(0.1, Math.round((failed / rps) * 1_000) / 10), rps: rounded }), detail: causeText(worst.cause).headline,
    evidence: [...evidence, historyOf(world, source, steps)], remedies: remediesOf(world, worst.cause),
  };
}

/** From when on some requests have failed without pause; undefined: it is not known. */
function failingSince(points: readonly TrafficPoint[]): number | undefined {
  return points[points.findLastIndex(({ failedRps }) => failedRps === 0) + 1]?.atMs;
}

function mendedAt(world: World, ref: ObjectRef): ChainStep[] {
  const { resource } = resourceTypeFor(ref.apiVersion, ref.kind);
  const object = world.api.get(resource, ref.namespace ? `${ref.namespace}/${ref.name}` : ref.name);
  return object ? [stepAbout(world, object, `kind/${ref.kind}`, says('source.mend', { kind: ref.kind, name: ref.name }))] : [];
}

function goOn(ref: ObjectRef): WhyRemedy {
  return { text: { key: 'view:remedy.sendRequests' }, writes: `TrafficSource/${ref.name} spec.paused: null`, change: [{ op: 'patch', ref, patch: { spec: { paused: null } } }] };
}

/** What one field would mend. */
function remediesOf(world: World, cause: FailureCause): WhyRemedy[] {
  if (cause.kind === 'DnsUnanswered') return remediesOf(world, cause.because);
  if (cause.kind === 'EgressOff' && cause.gateway === undefined) {
    const machine = world.api.get('machines', cause.machine);
    return machine ? [{
      text: { key: 'view:remedy.egress', params: { machine: cause.machine } }, writes: `Machine/${cause.machine} spec.egress: true`,
      change: [{ op: 'patch', ref: refOf(machine), patch: { spec: { egress: null } } }],
    }] : [];
  }
  if (cause.kind === 'NotExposed') {
    const service = world.api.get('services', `${cause.service.namespace}/${cause.service.name}`);
    return service ? [{
      text: { key: 'view:remedy.expose', params: { service: cause.service.name } }, writes: `Service/${cause.service.name} spec.type: LoadBalancer`,
      change: [{ op: 'patch', ref: refOf(service), patch: { spec: { type: 'LoadBalancer' } } }],
    }] : [];
  }
  return [];
}
