import type { ProxyEndpointRow, ProxyRuleRow } from '../../shared/view/trace.ts';
import type { StateFamily } from '../../shared/view/states.ts';
import { StateMark } from '../design/StateMark.tsx';
import { useText } from '../i18n/use-text.ts';
import { goTo } from '../inspector/go-to.ts';
import { request } from '../ipc/client.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import { ui } from '../store/ui.ts';
import { useFollowed } from '../store/use-followed.ts';
import { ruleKey } from './filter-rules.ts';

const intervalMs = 1_000;
const mostRules = 200;
const families: Readonly<Record<ProxyEndpointRow['state'], StateFamily>> = { Ready: 'ready', Ending: 'leaving', NotReady: 'attention' };

/** Why a rule is as it is, and each endpoint with its state and its part of the packets. */
export function RuleDetail({ machine, rule }: { machine: string; rule: ProxyRuleRow }) {
  const { t, localize } = useText();
  const key = ruleKey(rule);
  const { namespace = 'default', name } = rule.service;
  const detailed = useFollowed(key, async () => {
    const answer = await request('network.proxyRules', { node: machine, service: { namespace, name }, limit: mostRules });
    return answer.ok ? (answer.value.rules.find((row) => ruleKey(row) === key) ?? null) : undefined;
  }, { intervalMs });
  const { why, sourceRanges, endpointRows = [] } = detailed ?? rule;
  return (
    <section className="rules-detail" aria-label={t('inspector:rules.why')}>
      <div className="rules-why">
        <h3 className="rules-label">{t('inspector:rules.why')}</h3>
        <p><Link to={rule.service}>{`Service ${namespace}/${name}`}</Link></p>
        {why.map((reason, index) => <p key={index} className={index === 0 ? 'rules-answer' : undefined}>{localize(reason)}</p>)}
        {sourceRanges && <p>{t('inspector:rules.sources', { ranges: sourceRanges.join(', ') })}</p>}
      </div>
      <div className="rules-endpoints" tabIndex={0} role="region" aria-label={t('inspector:rules.column.endpoints')}>
        {detailed && endpointRows.length === 0 && <p className="rules-quiet">{t('inspector:rules.noEndpoints')}</p>}
        {endpointRows.length > 0 && (
          <table className="kind-table">
            <thead>
              <tr>{(['endpoint', 'state', 'node', 'share'] as const).map((column) => <th key={column} scope="col">{t(`inspector:rules.column.${column}`)}</th>)}</tr>
            </thead>
            <tbody>
              {endpointRows.map(({ ip, port, pod, node, state, share }) => (
                <tr key={`${ip}:${port}`} data-unused={share === 0 ? '' : undefined}>
                  <td><span className="mono">{`${ip}:${port}`}</span> {pod && <Link to={pod} />}</td>
                  <td><span className="rules-verdict"><StateMark family={families[state]} size={12} />{t(`inspector:rules.state.${state}`)}</span></td>
                  <td>{node && <Link to={{ apiVersion: 'v1', kind: 'Node', name: node }} />}</td>
                  <td className="mono">{share === 0 ? '–' : `${Math.round(share * 1_000) / 10} %`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  );
}

/** Goes to an object, for which the dialog makes way. */
function Link({ to, children }: { to: ObjectRef; children?: string }) {
  return (
    <button type="button" className="object-link" onClick={() => { ui.closeDialog(); goTo(to); }}>{children ?? to.name}</button>
  );
}
