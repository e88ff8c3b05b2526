import type { LocalizedText } from '../../../shared/view/rows.ts';
import type { ProxyRuleRow } from '../../../shared/view/trace.ts';
import type { EndpointChoice } from '../../engine/network/proxy/choose-endpoints.ts';

/** Why a node treats packets for a rule as it does: first what becomes of them, then what narrowed the choice, then what else happens to them. */
export function proxyReasons(choice: EndpointChoice, counts: ProxyRuleRow['endpoints'], node: string, affinitySeconds: number | undefined): LocalizedText[] {
  const { trafficPolicy, terminatingFallback, distribution, masquerade, verdict } = choice;
  const reasons: LocalizedText[] = [verdictReason(verdict, counts, node)];
  if (trafficPolicy === 'Local') reasons.push(says('hop.proxy.local', { node }));
  if (verdict !== 'Forward') return reasons;
  if (terminatingFallback) reasons.push(says('hop.proxy.terminating'));
  if (distribution) reasons.push(says(`hop.proxy.${distribution}`));
  if (affinitySeconds !== undefined) reasons.push(says('rule.affinity', { seconds: affinitySeconds }));
  if (masquerade) reasons.push(says('hop.proxy.masquerade', { node }));
  return reasons;
}

function verdictReason(verdict: EndpointChoice['verdict'], { all, taken }: ProxyRuleRow['endpoints'], node: string): LocalizedText {
  if (verdict === 'Forward') return says('rule.forward', { count: taken, share: Math.round(1_000 / taken) / 10 });
  if (verdict === 'Drop') return says('rule.drop', { node });
  return all === 0 ? says('rule.reject.nobody') : says('rule.reject.notReady', { count: all });
}

function says(key: string, params?: NonNullable<LocalizedText['params']>): LocalizedText {
  return { key: `network:${key}`, ...(params ? { params } : {}) };
}
