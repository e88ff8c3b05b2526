import { symptomOf } from '../../../shared/network/failure-cause.ts';
import type { RequestTrace } from '../../../shared/network/trace.ts';
import type { TraceView } from '../../../shared/view/trace.ts';
import { causeText, nameOf, symptomText } from './cause-text.ts';
import { hopText } from './hop-text.ts';

/** A followed request in words, step by step. @param draw which of all that may become of it */
export function traceView(trace: RequestTrace, draw = 0): TraceView {
  const steps = trace.hops.map((hop) => {
    const { rule, subject, verdict, before, after } = hop;
    return { kind: rule.kind, ...hopText(hop, trace.origin), verdict, ...(hop.depth === undefined ? {} : { depth: hop.depth }), ...(subject ? { ref: subject } : {}), ...(before ? { before } : {}), ...(after ? { after } : {}) };
  });
  return { trace, draw, steps, outcome: outcomeView(trace) };
}

function outcomeView({ hops, outcome }: RequestTrace): TraceView['outcome'] {
  const { handlers } = outcome;
  if (outcome.kind === 'Failed') {
    return { served: false, ...causeText(outcome.cause), symptom: symptomText(symptomOf(outcome.cause, handlers.length > 0)) };
  }
  const last = handlers.at(-1);
  if (!last) {
    const { rule } = hops.findLast(({ depth }) => depth === undefined) ?? {};
    const by = rule?.kind === 'Proxy' ? 'proxy' : rule?.kind === 'Ingress' && rule.balancer ? 'balancer' : 'outside';
    return { served: true, headline: { key: `network:served.${by}` }, details: [] };
  }
  return {
    served: true, headline: { key: 'network:served.pod', params: { pod: nameOf(last.pod), container: last.container, port: last.port, node: last.node } },
    details: handlers.slice(0, -1).map(({ pod }) => ({ key: 'network:served.through', params: { pod: nameOf(pod) } })),
  };
}
