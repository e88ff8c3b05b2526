import type { ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { CloudInstance, CloudSecurityGroup, CloudView } from '../../../../shared/view/cloud.ts';
import { formatCount } from '../../../i18n/format.ts';
import { useText } from '../../../i18n/use-text.ts';
import { cloudRef, type CloudKind } from '../../../store/cloud-refs.ts';
import { ObjectLink } from '../../parts/Facts.tsx';
import { Section } from '../../parts/Section.tsx';
import { serviceOfRule } from './rules.ts';

const kindOfTarget: Readonly<Record<string, CloudKind>> = { igw: 'InternetGateway', nat: 'NatGateway' };
/** Rows of a list that are shown at once. */
const shown = 12;

/** Where packets go, by the longest prefix that matches. */
export function RouteTable({ cloud, id }: { cloud: CloudView; id: string }) {
  const { t } = useText();
  const table = cloud.routeTables.find((one) => one.id === id);
  if (!table) return null;
  const routes = table.routes.slice(0, shown);
  const zones = cloud.zones.filter(({ subnets }) => subnets.some(({ routeTable }) => routeTable === id)).map(({ name }) => name);
  return (
    <Section title={zones.length === 1 ? t('cloud:routeTableOf', { zone: zones[0] ?? '' }) : t('cloud:routeTable')} aside={<span className="mono">{id}</span>}>
      <table className="kind-table network-table" aria-label={`${t('cloud:routeTable')} ${id}`}>
        <thead><tr><th>{t('cloud:destination')}</th><th>{t('cloud:target')}</th></tr></thead>
        <tbody>
          {routes.map(({ destination, target }) => (
            <tr key={destination}><td className="mono">{destination}</td><td className="mono"><Target cloud={cloud} target={target} /></td></tr>
          ))}
        </tbody>
      </table>
      {table.routes.length > shown && <p className="form-empty">{t('inspector:cost.more', { count: table.routes.length - shown })}</p>}
    </Section>
  );
}

function Target({ cloud, target }: { cloud: CloudView; target: string }) {
  const kind = kindOfTarget[target.slice(0, target.indexOf('-'))];
  if (kind) return <ObjectLink to={cloudRef(kind, target)} />;
  const machine = cloud.instances.find(({ id }) => id === target)?.machine;
  return machine === undefined ? target : <ObjectLink to={machineRef(machine)}>{`${target} (${machine})`}</ObjectLink>;
}

function machineRef(name: string): ObjectRef {
  return { apiVersion: 'clusterwright.dev/v1', kind: 'Machine', name };
}

/** Machines that stand there, each with its address. */
export function Machines({ instances }: { instances: readonly CloudInstance[] }) {
  const { t } = useText();
  const here = instances.filter(({ state }) => state !== 'terminated');
  return (
    <Section title={t('inspector:cluster.machines')} aside={formatCount(here.length)}>
      {here.length === 0 && <p className="form-empty">{t('cloud:noMachines')}</p>}
      <ul className="network-list" aria-label={t('inspector:cluster.machines')}>
        {here.slice(0, shown).map(({ id, machine, address, state }) => (
          <li key={id} className="network-item">
            <ObjectLink to={machineRef(machine)} />
            <span className="mono network-range">{address}{state === 'running' ? '' : ` · ${state}`}</span>
          </li>
        ))}
      </ul>
      {here.length > shown && <p className="form-empty">{t('inspector:cost.more', { count: here.length - shown })}</p>}
    </Section>
  );
}

/** Who may come in. What the service controller opened for a load balancer says so. */
export function SecurityGroupRules({ group, isLink = false }: { group: CloudSecurityGroup; isLink?: boolean }) {
  const { t } = useText();
  const { id, name, ingress } = group;
  return (
    <Section title={`${t('cloud:securityGroup')} ${name}`} aside={isLink ? <ObjectLink to={cloudRef('SecurityGroup', id)}>{t('cloud:open')}</ObjectLink> : <span className="mono">{id}</span>}>
      <table className="kind-table network-table" aria-label={t('cloud:rulesOf', { name })}>
        <thead><tr><th>{t('cloud:protocol')}</th><th>{t('cloud:ports')}</th><th>{t('cloud:from')}</th></tr></thead>
        <tbody>
          {ingress.slice(0, shown).map((rule, index) => {
            const service = serviceOfRule(rule.from);
            return (
              <tr key={index}>
                <td className="mono">{rule.protocol}</td>
                <td className="mono">{rule.ports}</td>
                <td>
                  {rule.from === id ? t('cloud:fromItself') : service ? <>{t('cloud:fromClients')} <ObjectLink to={service} /></> : <Source from={rule.from} />}
                  {service && <span className="network-note">{t('cloud:openedBy')}</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {ingress.length > shown && <p className="form-empty">{t('inspector:cost.more', { count: ingress.length - shown })}</p>}
    </Section>
  );
}

/** Another group, or a range of addresses. */
function Source({ from }: { from: string }) {
  return from.startsWith('sg-') ? <ObjectLink to={cloudRef('SecurityGroup', from)} /> : <span className="mono">{from}</span>;
}

/** How much of what the account may have it has. */
export function Quotas({ quotas }: Pick<CloudView, 'quotas'>) {
  const { t } = useText();
  return (
    <Section title={t('cloud:quotas')}>
      <ul className="network-list">
        {quotas.map(({ name, used, limit }) => (
          <li key={name} className="network-item" data-family={used >= limit ? 'attention' : undefined}>
            <span>{t(`cloud:quota.${name}`)}</span>
            <span className="mono network-range">{t('cloud:usedOf', { used: formatCount(Math.round(used * 100) / 100), limit: formatCount(limit) })}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
